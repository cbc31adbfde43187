package dev.pgweir.cluster.monitor;

import dev.pgweir.cluster.Address;
import dev.pgweir.cluster.Credentials;
import dev.pgweir.cluster.NodeDefinition;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The cluster as the operator configured it.
 *
 * @param nodes the servers; empty where the embedded cluster is to be used
 * @param username the database user for each node that names none
 * @param password its password
 * @param probeInterval the pause between two probes of a node
 * @param probeTimeout how long a node may take to answer; the driver rounds it up to whole seconds
 */
@Validated
@ConfigurationProperties("pgweir.cluster")
record ClusterProperties(
        @DefaultValue List<@Valid ConfiguredNode> nodes,
        @DefaultValue("") String username,
        @DefaultValue("") String password,
        @DefaultValue("250ms") @DurationMin(millis = 10) Duration probeInterval,
        @DefaultValue("1s") @DurationMin(millis = 100) Duration probeTimeout) {

    /**
     * One server.
     *
     * @param name what the operator calls it
     * @param url where it listens
     * @param weight its share of reads
     * @param username the database user, if not the cluster's
     * @param password its password
     */
    record ConfiguredNode(
            @NotBlank(message = "give each node a name") String name,

            @NotNull(message = "give each node the URL of its server, jdbc:postgresql://host:port/database")
            @Pattern(
                    regexp = Address.URL,
                    message = "write the URL of one server as jdbc:postgresql://host:port/database")
            String url,

            @DefaultValue("1") @PositiveOrZero(message = "give a weight of 0 or more")
            int weight,

            @DefaultValue("") String username,
            @DefaultValue("") String password) {

        @AssertTrue(message = "move user and password from the URL to username and password")
        boolean isUrlFreeOfCredentials() {
            return url == null || !url.matches(".*[?&](user|password)=.*");
        }
    }

    @AssertTrue(message = "give each node a name of its own: two are the same")
    boolean isNamesDistinct() {
        return nodes.stream().map(ConfiguredNode::name).distinct().count() == nodes.size();
    }

    @AssertTrue(message = "set pgweir.cluster.username, or a username for each of the nodes")
    boolean isUsernamesGiven() {
        return !username.isBlank()
                || nodes.stream().noneMatch(node -> node.username().isBlank());
    }

    /** The nodes, each with the credentials that count for it. */
    List<NodeDefinition> definitions() {
        return nodes.stream()
                .map(node -> new NodeDefinition(node.name(), node.url(), node.weight(), credentials(node)))
                .toList();
    }

    private Credentials credentials(ConfiguredNode node) {
        return node.username().isBlank()
                ? new Credentials(username, password)
                : new Credentials(node.username(), node.password());
    }
}
