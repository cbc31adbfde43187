package dev.pgweir.catalog;

import java.util.List;

/**
 * How a table is partitioned.
 *
 * @param strategy by range, list or hash
 * @param key names of the key's columns, in key order; empty where the key holds an expression
 * @param partitions the direct partitions by name, without those that are being detached
 */
public record Partitioning(Strategy strategy, List<String> key, List<Partition> partitions) {

    /** The partitioning strategies of PostgreSQL. */
    public enum Strategy {
        RANGE,
        LIST,
        HASH
    }

    public Partitioning {
        key = List.copyOf(key);
        partitions = List.copyOf(partitions);
    }
}
