package dev.pgweir.cluster;

/** What a node said it is, by {@code pg_is_in_recovery()}. */
public enum Role {
    PRIMARY,
    REPLICA
}
