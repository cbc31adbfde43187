package dev.pgweir.catalog;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A table or view that the gateway's database role may use.
 *
 * @param schema the schema it lives in
 * @param relation its name there
 * @param name the name of its resource: that of the table, behind that of a further schema and a dot
 * @param kind what sort of relation it is
 * @param comment the table's {@code COMMENT}, if it has one
 * @param structure what its rows are like
 * @param access what can be done with it
 */
public record Table(
        String schema,
        String relation,
        String name,
        Kind kind,
        Optional<String> comment,
        Structure structure,
        Access access) {

    /** One whose resource has its own name. */
    public Table(String schema, String name, Kind kind, Optional<String> comment, Structure structure, Access access) {
        this(schema, name, name, kind, comment, structure, access);
    }

    /** The same, whose rows are like that. */
    public Table with(Structure another) {
        return new Table(schema, relation, name, kind, comment, another, access);
    }

    /** What clients call it who speak of another table: tables of one schema need not name that. */
    public String nameFrom(Table other) {
        return schema.equals(other.schema) ? relation : name;
    }

    /**
     * What the rows of a table are made of, how they are told apart, and where they lie.
     *
     * @param columns all of them, in table order
     * @param keys primary and unique keys, the primary key first; left out are keys with a predicate, an expression or a
     *     nullable column, those that are no B-tree, and those of tables with inheritance children, which may repeat them
     * @param foreignKeys what rows refer to, by columns that the role may read
     * @param partitioning how the table is partitioned, if it is
     * @param computed what functions make of a row
     * @param order of a view, by which columns its own query orders its rows
     */
    public record Structure(
            List<Column> columns,
            List<Key> keys,
            List<ForeignKey> foreignKeys,
            Optional<Partitioning> partitioning,
            Computed computed,
            List<SortKey> order) {

        /** Rows in no order of their own. */
        public Structure(
                List<Column> columns,
                List<Key> keys,
                List<ForeignKey> foreignKeys,
                Optional<Partitioning> partitioning,
                Computed computed) {
            this(columns, keys, foreignKeys, partitioning, computed, List.of());
        }

        /** Of which no function makes anything. */
        public Structure(
                List<Column> columns,
                List<Key> keys,
                List<ForeignKey> foreignKeys,
                Optional<Partitioning> partitioning) {
            this(columns, keys, foreignKeys, partitioning, Computed.NOTHING);
        }

        public Structure {
            columns = List.copyOf(columns);
            keys = List.copyOf(keys);
            foreignKeys = List.copyOf(foreignKeys);
            order = List.copyOf(order);
        }
    }

    /**
     * A column by which rows are ordered.
     *
     * @param column its name
     * @param descending from the greatest value down
     * @param nullsFirst whether nulls stand before all values
     */
    public record SortKey(String column, boolean descending, boolean nullsFirst) {}

    /**
     * What functions of the schema make of a row, whose only argument it is.
     *
     * @param columns single values, by the names of the functions; they are shown only where they are asked for
     * @param rows rows of other tables
     */
    public record Computed(List<Column> columns, List<ComputedRows> rows) {

        /** Nothing. */
        public static final Computed NOTHING = new Computed(List.of(), List.of());

        public Computed {
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
        }
    }

    /**
     * Rows of a table that a function makes of a row of another.
     *
     * @param function its name
     * @param table the name of the table whose rows they are, in the same schema
     * @param many whether there may be several
     */
    public record ComputedRows(String function, String table, boolean many) {}

    /**
     * What can be done with a table.
     *
     * @param privileges what the role may do
     * @param traits what else the server can do
     */
    public record Access(Set<Privilege> privileges, Set<Trait> traits) {

        public Access {
            privileges = Set.copyOf(privileges);
            traits = Set.copyOf(traits);
        }
    }

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

    /** What the server can do with a table. */
    public enum Trait {
        /** A write tells what a row was before, as PostgreSQL 18 can. */
        RETURNS_OLD_ROWS,
        /** A new row is shown to the client that made it: no row security and no rule hides it. */
        SHOWS_NEW_ROWS,
        /** Each row tells where it is stored and which transaction wrote it, which the role may read. */
        SHOWS_STORAGE,
        /** A trigger may give a new row values before the server looks for those that are missing. */
        FILLS_NEW_ROWS,
        /** To read its columns runs nothing but the server's own code: it has no policy, foreign part or type made by others. */
        RUNS_NO_CODE,
        /** Nor has it any trigger, rule, default, check or index by which a write would. */
        WRITES_RUN_NO_CODE
    }

    /** All columns, in table order, without those that functions compute. */
    public List<Column> columns() {
        return structure.columns();
    }

    /** Primary and unique keys, the primary key first. */
    public List<Key> keys() {
        return structure.keys();
    }

    /** What rows refer to, by columns that the role may read. */
    public List<ForeignKey> foreignKeys() {
        return structure.foreignKeys();
    }

    /** How it is partitioned, if it is. */
    public Optional<Partitioning> partitioning() {
        return structure.partitioning();
    }

    /** What the role may do with it. */
    public Set<Privilege> privileges() {
        return access.privileges();
    }

    /** The column of that name, which a function may compute. */
    public Optional<Column> column(String columnName) {
        return named(columns(), columnName).or(() -> named(structure.computed().columns(), columnName));
    }

    private static Optional<Column> named(List<Column> columns, String name) {
        for (var column : columns) {
            if (column.name().equals(name)) {
                return Optional.of(column);
            }
        }
        return Optional.empty();
    }

    /** The primary key, if there is one. */
    public Optional<Key> primaryKey() {
        return keys().stream().filter(Key::primary).findFirst();
    }

    /** The columns of a key, in key order. */
    public List<Column> columns(Key key) {
        return key.columns().stream().flatMap(name -> column(name).stream()).toList();
    }

    /** The columns of the primary key; none where there is no such key, or the role may not read them all. */
    public List<Column> readableKey() {
        return primaryKey().filter(this::isReadable).map(this::columns).orElse(List.of());
    }

    /** Those of these columns that decide to which partition a row belongs. */
    public List<Column> partitionKeyAmong(List<Column> some) {
        var key = partitioning().map(Partitioning::key).orElse(List.of());
        return some.stream().filter(column -> key.contains(column.name())).toList();
    }

    /** Whether an insert fails that gives no value for this column, and nobody else does. */
    public boolean requires(Column column) {
        return column.required() && !has(Trait.FILLS_NEW_ROWS);
    }

    /** The columns that the role may read. */
    public List<Column> readableColumns() {
        return columns().stream().filter(Column::readable).toList();
    }

    /** Whether the role may read all columns of a key. */
    public boolean isReadable(Key key) {
        for (var name : key.columns()) {
            var column = column(name);
            if (column.isEmpty() || !column.get().readable()) {
                return false;
            }
        }
        return true;
    }

    /** Whether each row carries the number of the transaction that wrote it, and its place, which the role may read. */
    public boolean hasVersions() {
        return (kind == Kind.TABLE || kind == Kind.PARTITIONED_TABLE) && has(Trait.SHOWS_STORAGE);
    }

    /** Whether row security hides rows of it from the role, or a rule may. */
    public boolean hidesRows() {
        return !has(Trait.SHOWS_NEW_ROWS);
    }

    /** Whether the server can do this with it. */
    public boolean has(Trait trait) {
        return access.traits().contains(trait);
    }

    /** Whether the role may do this. */
    public boolean allows(Privilege privilege) {
        return access.privileges().contains(privilege);
    }
}
