package dev.pgweir.cluster;

import java.util.Optional;

/**
 * How to reach one PostgreSQL server, and what for. What the server *is*, primary or replica, is never configured: it is
 * asked.
 *
 * @param name the operator's name for the node, unique in the cluster
 * @param url the JDBC URL, {@code jdbc:postgresql://host:port/database}
 * @param weight its share of reads as a replica, relative to the other replicas; 0 takes it out of reading
 * @param credentials the user the gateway logs in as
 * @param allowedUse what operators let it be used for
 * @param zone where it stands, if the operator has said so: gateways read from replicas of their own zone first
 */
public record NodeDefinition(
        String name, String url, int weight, Credentials credentials, AllowedUse allowedUse, Optional<String> zone) {

    /** What operators let a node be used for. */
    public enum AllowedUse {
        /** Reads, and writes while it is the primary. */
        SERVING,
        /** Writes while it is the primary; no reads. */
        DRAINED,
        /** Nothing: whatever it says it is, it counts neither as primary nor as replica. */
        BANNED
    }

    /** A node for any use, wherever it stands. */
    public NodeDefinition(String name, String url, int weight, Credentials credentials) {
        this(name, url, weight, credentials, AllowedUse.SERVING, Optional.empty());
    }

    /** The same for another use. */
    public NodeDefinition with(int share, AllowedUse use) {
        return new NodeDefinition(name, url, share, credentials, use, zone);
    }

    /** The same in a zone; a blank one is none. */
    public NodeDefinition in(String place) {
        return new NodeDefinition(
                name, url, weight, credentials, allowedUse, Optional.of(place).filter(text -> !text.isBlank()));
    }

    /** The same, where the gateway logs in as another user. */
    public NodeDefinition as(Credentials user) {
        return new NodeDefinition(name, url, weight, credentials.as(user), allowedUse, zone);
    }

    /** Where the server listens. */
    public Address address() {
        return Address.of(url);
    }

    /** Whether both name the same node, reached in the same way, whatever each lets it be used for. */
    public boolean reachesSame(NodeDefinition other) {
        return name.equals(other.name) && url.equals(other.url) && credentials.equals(other.credentials);
    }
}
