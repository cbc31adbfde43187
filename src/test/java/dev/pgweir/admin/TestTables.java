package dev.pgweir.admin;

import dev.pgweir.catalog.Catalog;
import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.ColumnType;
import dev.pgweir.catalog.Partition;
import dev.pgweir.catalog.Partitioning;
import dev.pgweir.catalog.Table;
import dev.pgweir.catalog.Table.Access;
import dev.pgweir.catalog.Table.Structure;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Catalogs for tests that need no server. */
final class TestTables {

    static final Set<Table.Privilege> ALL = EnumSet.allOf(Table.Privilege.class);

    private TestTables() {}

    static Catalog catalog(Table... tables) {
        var byName = new TreeMap<String, Table>();
        List.of(tables).forEach(table -> byName.put(table.name(), table));
        return Catalog.of(byName.values());
    }

    static Table table(String name, Set<Table.Privilege> privileges, Column... columns) {
        return table(name, Table.Kind.TABLE, Optional.empty(), privileges, columns);
    }

    static Table partitioned(String name, String key, Column... columns) {
        var partitioning = new Partitioning(
                Partitioning.Strategy.RANGE, List.of(key), List.of(from("2024-01-01"), from("2024-02-01")));
        return table(name, Table.Kind.PARTITIONED_TABLE, Optional.of(partitioning), ALL, columns);
    }

    private static Partition from(String day) {
        var bounds = new Partition.Bounds.Range(
                List.of(new Partition.Bound.Value(day)), List.of(new Partition.Bound.MaxValue()));
        return new Partition("public", "from_" + day, bounds);
    }

    static Column required(String name, String type) {
        return column(name, type, Column.Generation.NONE);
    }

    static Column identity(String name) {
        return column(name, "int8", Column.Generation.IDENTITY_BY_DEFAULT);
    }

    private static Column column(String name, String type, Column.Generation generation) {
        var columnType = new ColumnType(type, type, false, ColumnType.Kind.BASE, List.of());
        return new Column(name, columnType, false, Optional.empty(), generation, Optional.empty());
    }

    private static Table table(
            String name,
            Table.Kind kind,
            Optional<Partitioning> partitioning,
            Set<Table.Privilege> privileges,
            Column... columns) {
        return new Table(
                "public",
                name,
                kind,
                Optional.empty(),
                new Structure(List.of(columns), List.of(), List.of(), partitioning),
                new Access(privileges, EnumSet.allOf(Table.Trait.class)));
    }
}
