package dev.pgweir.admin.nodes;

import dev.pgweir.cluster.Credentials;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;

/**
 * A node to add, as a request names it.
 *
 * @param name the operator's name for it
 * @param url where it listens
 * @param weight its share of reads; 1 if left out
 * @param zone where it stands
 * @param username the database user, if not that of the other nodes
 * @param password its password
 */
record NewNode(
        @Schema(example = "replica-3", requiredMode = Schema.RequiredMode.REQUIRED)
        Optional<String> name,

        @Schema(example = "jdbc:postgresql://db4:5432/shop", requiredMode = Schema.RequiredMode.REQUIRED)
        Optional<String> url,

        @Schema(description = "Its share of reads as a replica, relative to the other replicas", defaultValue = "1")
        Optional<Integer> weight,

        @Schema(
                description = "Where it stands: gateways read from the replicas of their own zone first",
                example = "eu-west-1a")
        Optional<String> zone,

        @Schema(description = "The database user, if not pgweir.cluster.username")
        Optional<String> username,

        @Schema(description = "The user's password") Optional<String> password) {

    Optional<Credentials> credentials() {
        return username.map(user -> new Credentials(user, password.orElse("")));
    }
}
