package dev.pgweir.catalog;

import java.util.List;

/**
 * How a table is partitioned.
 *
 * @param strategy by range, list or hash
 * @param key names of the key's columns, in key order; empty where the key holds an expression
 * @param uncheckedKey names of the columns that decide, on any level, to which partition a row belongs, where some partition is
 *     a foreign table: its server does not look whether a changed row still belongs there; empty where none is
 * @param partitions the direct partitions by name, without those that are being detached
 */
public record Partitioning(Strategy strategy, List<String> key, List<String> uncheckedKey, List<Partition> partitions) {

    /** The partitioning strategies of PostgreSQL. */
    public enum Strategy {
        RANGE,
        LIST,
        HASH
    }

    public Partitioning {
        key = List.copyOf(key);
        uncheckedKey = List.copyOf(uncheckedKey);
        partitions = List.copyOf(partitions);
    }

    /** How a table is partitioned that has no foreign partitions. */
    public Partitioning(Strategy strategy, List<String> key, List<Partition> partitions) {
        this(strategy, key, List.of(), partitions);
    }
}
