package dev.pgweir.catalog;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A table or view that the gateway's database role may use.
 *
 * @param schema the schema it lives in
 * @param name its name, which is also the name of its resource
 * @param kind what sort of relation it is
 * @param columns those the role may read, in table order
 * @param keys primary and unique keys, the primary key first; left out are keys with a predicate, an expression or a
 *     nullable column, those that are no B-tree, and those of tables with inheritance children, which may repeat them
 * @param partitioning how it is partitioned, if it is
 * @param privileges what the role may do with it
 * @param comment the table's {@code COMMENT}, if it has one
 * @param returnsOldRows whether a write can tell what a row was before, as PostgreSQL 18 can
 */
public record Table(
        String schema,
        String name,
        Kind kind,
        List<Column> columns,
        List<Key> keys,
        Optional<Partitioning> partitioning,
        Set<Privilege> privileges,
        Optional<String> comment,
        boolean returnsOldRows) {

    /** Sorts of relation. */
    public enum Kind {
        TABLE,
        PARTITIONED_TABLE,
        VIEW,
        MATERIALIZED_VIEW,
        FOREIGN_TABLE,
        /** A table, one of whose parts at least is not in the log, so that replicas do not hold it. */
        UNLOGGED_TABLE
    }

    /** What the gateway's database role may do with a table. */
    public enum Privilege {
        SELECT,
        INSERT,
        UPDATE,
        DELETE
    }

    public Table {
        columns = List.copyOf(columns);
        keys = List.copyOf(keys);
        privileges = Set.copyOf(privileges);
    }

    /** The column of that name. */
    public Optional<Column> column(String columnName) {
        for (var column : columns) {
            if (column.name().equals(columnName)) {
                return Optional.of(column);
            }
        }
        return Optional.empty();
    }

    /** The primary key, if there is one. */
    public Optional<Key> primaryKey() {
        return keys.stream().filter(Key::primary).findFirst();
    }

    /** Whether each row carries the number of the transaction that wrote it. */
    public boolean hasVersions() {
        return kind == Kind.TABLE || kind == Kind.PARTITIONED_TABLE;
    }

    /** Whether the role may do this. */
    public boolean allows(Privilege privilege) {
        return privileges.contains(privilege);
    }
}
