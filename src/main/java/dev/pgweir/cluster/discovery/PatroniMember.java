package dev.pgweir.cluster.discovery;

import dev.pgweir.cluster.Credentials;
import dev.pgweir.cluster.NodeDefinition;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * A member of a cluster that Patroni manages, as its {@code GET /cluster} shows it.
 *
 * @param name Patroni's name for it
 * @param host where its server listens
 * @param port the server's port
 * @param isLeader whether Patroni lets it write
 * @param isBalanced whether Patroni's own health check would send reads to it
 */
record PatroniMember(String name, String host, int port, boolean isLeader, boolean isBalanced) {

    /** A name or an address, and nothing that would become another part of a URL. */
    private static final Pattern HOST =
            Pattern.compile("[\\p{L}\\p{N}._-]+|\\[?[0-9a-fA-F]*:[0-9a-fA-F]*:[0-9a-fA-F:.]*]?");

    private static final int HIGHEST_PORT = 65_535;

    /** The members that have a server; one that is still being made has no address yet. */
    static List<PatroniMember> allIn(JsonNode cluster) {
        return cluster.path("members")
                .valueStream()
                .map(PatroniMember::of)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<PatroniMember> of(JsonNode member) {
        var name = member.path("name").asString("");
        var host = member.path("host").asString("");
        var port = member.path("port").asInt(5432);
        return name.isEmpty() || !HOST.matcher(host).matches() || port < 1 || port > HIGHEST_PORT
                ? Optional.empty()
                : Optional.of(new PatroniMember(
                        name,
                        host,
                        port,
                        member.path("role").asString("").equals("leader"),
                        !member.path("tags").path("noloadbalance").asBoolean(false)));
    }

    NodeDefinition node(String database, Credentials credentials) {
        var address = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        return new NodeDefinition(
                name, "jdbc:postgresql://%s:%d/%s".formatted(address, port, database), isBalanced ? 1 : 0, credentials);
    }
}
