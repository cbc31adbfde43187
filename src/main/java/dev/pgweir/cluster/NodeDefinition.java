package dev.pgweir.cluster;

/**
 * How to reach one PostgreSQL server. What the server *is*, primary or replica, is never configured: it is asked.
 *
 * @param name the operator's name for the node, unique in the cluster
 * @param url the JDBC URL, {@code jdbc:postgresql://host:port/database}
 * @param weight its share of reads as a replica, relative to the other replicas; 0 takes it out of reading
 * @param credentials the user the gateway logs in as
 */
public record NodeDefinition(String name, String url, int weight, Credentials credentials) {

    /** Where the server listens. */
    public Address address() {
        return Address.of(url);
    }
}
