package dev.pgweir.openapi;

import dev.pgweir.catalog.Catalog;
import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.Column.Generation;
import dev.pgweir.catalog.ColumnType;
import dev.pgweir.catalog.ColumnType.Kind;
import dev.pgweir.catalog.Key;
import dev.pgweir.catalog.Partition;
import dev.pgweir.catalog.Partitioning;
import dev.pgweir.catalog.Partitioning.Strategy;
import dev.pgweir.catalog.Table;
import dev.pgweir.catalog.Table.Access;
import dev.pgweir.catalog.Table.Privilege;
import dev.pgweir.catalog.Table.Structure;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Catalogs built by hand. */
public final class SampleCatalog {

    private SampleCatalog() {}

    static Catalog of(Table... tables) {
        var byName = new TreeMap<String, Table>();
        Stream.of(tables).forEach(table -> byName.put(table.name(), table));
        return Catalog.of(byName.values());
    }

    /** The seed's partitioned table. */
    public static Table sales() {
        var columns = List.of(
                column("order_id", "bigint", "int8", false, Generation.IDENTITY_BY_DEFAULT),
                column("order_date", "date", "date", false, Generation.NONE),
                column("order_amount", "numeric(12,2)", "numeric", false, Generation.NONE));
        return new Table(
                "public",
                "sales",
                Table.Kind.PARTITIONED_TABLE,
                Optional.empty(),
                new Structure(
                        columns,
                        List.of(new Key("sales_pkey", true, List.of("order_id", "order_date"))),
                        List.of(),
                        Optional.of(new Partitioning(Strategy.RANGE, List.of("order_date"), List.of()))),
                new Access(
                        EnumSet.allOf(Privilege.class), EnumSet.complementOf(EnumSet.of(Table.Trait.FILLS_NEW_ROWS))));
    }

    /** The plain table. */
    public static Table users() {
        return table(
                "users",
                EnumSet.allOf(Privilege.class),
                column("user_id", "bigint", "int8", false, Generation.IDENTITY_BY_DEFAULT),
                column("name", "text", "text", false, Generation.NONE),
                column("email", "text", "text", false, Generation.NONE),
                new Column(
                        "created_at",
                        type("timestamp with time zone", "timestamptz"),
                        false,
                        Optional.of("now()"),
                        Generation.NONE,
                        Optional.empty()));
    }

    /** A table whose first column is the key. */
    public static Table table(String name, Set<Privilege> privileges, Column... columns) {
        return new Table(
                "public",
                name,
                Table.Kind.TABLE,
                Optional.empty(),
                new Structure(
                        List.of(columns),
                        List.of(new Key("key", true, List.of(columns[0].name()))),
                        List.of(),
                        Optional.empty()),
                new Access(privileges, EnumSet.complementOf(EnumSet.of(Table.Trait.FILLS_NEW_ROWS))));
    }

    public static Column column(String name, String sql, String base, boolean nullable, Generation generation) {
        return new Column(name, type(sql, base), nullable, Optional.empty(), generation, Optional.empty());
    }

    public static ColumnType type(String sql, String base) {
        return new ColumnType(sql, base, false, Kind.BASE, List.of());
    }

    public static Column column(ColumnType type) {
        return new Column("a", type, true, Optional.empty(), Generation.NONE, Optional.of("A comment"));
    }

    /** The table of sales, partitioned by range over its date. */
    public static Table sales(List<Partition> partitions) {
        var sales = sales();
        return new Table(
                sales.schema(),
                sales.name(),
                sales.kind(),
                sales.comment(),
                new Structure(
                        sales.columns(),
                        sales.keys(),
                        sales.foreignKeys(),
                        Optional.of(new Partitioning(Strategy.RANGE, List.of("order_date"), partitions))),
                sales.access());
    }
}
