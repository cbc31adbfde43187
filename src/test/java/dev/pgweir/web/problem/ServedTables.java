package dev.pgweir.web.problem;

import dev.pgweir.catalog.Catalog;
import dev.pgweir.catalog.Catalogs;
import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.ColumnType;
import dev.pgweir.catalog.Key;
import dev.pgweir.catalog.Partition;
import dev.pgweir.catalog.Partition.Bound;
import dev.pgweir.catalog.Partition.Bounds;
import dev.pgweir.catalog.Partitioning;
import dev.pgweir.catalog.Table;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** A catalog of three tables, or none yet. {@code sales} has one partition, of January 2024; {@code notes} has no key. */
record ServedTables(Optional<Catalog> current) implements Catalogs {

    static final ServedTables NONE_YET = new ServedTables(Optional.empty());

    static final ServedTables THREE = new ServedTables(Optional.of(Catalog.of(List.of(
            table("users", Table.Kind.TABLE, List.of(primaryKey()), Optional.empty()),
            table("notes", Table.Kind.TABLE, List.of(), Optional.empty()),
            table("sales", Table.Kind.PARTITIONED_TABLE, List.of(primaryKey()), Optional.of(january()))))));

    @Override
    public List<String> schemas() {
        return List.of("public");
    }

    @Override
    public Catalog refresh() {
        return current.orElseThrow();
    }

    private static Key primaryKey() {
        return new Key("pkey", true, List.of("id"));
    }

    private static Partitioning january() {
        var bounds = new Bounds.Range(List.of(new Bound.Value("2024-01-01")), List.of(new Bound.Value("2024-02-01")));
        return new Partitioning(
                Partitioning.Strategy.RANGE, List.of("day"), List.of(new Partition("public", "january", bounds)));
    }

    private static Table table(String name, Table.Kind kind, List<Key> keys, Optional<Partitioning> partitioning) {
        return new Table(
                "public",
                name,
                kind,
                Optional.empty(),
                new Table.Structure(
                        List.of(column("id", "int4"), column("day", "date")), keys, List.of(), partitioning),
                new Table.Access(EnumSet.allOf(Table.Privilege.class), EnumSet.allOf(Table.Trait.class)));
    }

    private static Column column(String name, String type) {
        return new Column(
                name,
                new ColumnType(type, type, false, ColumnType.Kind.BASE, List.of()),
                false,
                Optional.empty(),
                Column.Generation.NONE,
                Optional.empty());
    }
}
