package dev.pgweir.resources;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.Column.Generation;
import dev.pgweir.catalog.ColumnType;
import dev.pgweir.catalog.ColumnType.Kind;
import dev.pgweir.catalog.Key;
import dev.pgweir.catalog.Table;
import dev.pgweir.catalog.Table.Access;
import dev.pgweir.catalog.Table.Privilege;
import dev.pgweir.catalog.Table.Structure;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** A table with nullable, generated and oddly named columns of unusual types. */
public final class OddTable {

    private static final Key KEY = new Key("odd_pkey", true, List.of("id"));

    private OddTable() {}

    /** With the primary key {@code id}. */
    public static Table keyed() {
        return table(Table.Kind.TABLE, List.of(KEY));
    }

    /** Without any key. */
    public static Table keyless() {
        return table(Table.Kind.TABLE, List.of());
    }

    /** A view of it. */
    public static Table view() {
        return table(Table.Kind.VIEW, List.of());
    }

    /** One of its columns. */
    public static Column column(String name) {
        return keyed().column(name).orElseThrow();
    }

    private static Table table(Table.Kind kind, List<Key> keys) {
        return new Table(
                "my \"schema",
                "odd",
                kind,
                Optional.empty(),
                new Structure(
                        List.of(
                                column(
                                        "id",
                                        new ColumnType("integer", "int4", false, Kind.BASE, List.of()),
                                        Generation.IDENTITY_ALWAYS,
                                        false),
                                column(
                                        "say \"hi\"",
                                        new ColumnType("text", "text", false, Kind.BASE, List.of()),
                                        Generation.NONE,
                                        true),
                                column(
                                        "tags",
                                        new ColumnType("text[]", "text", true, Kind.BASE, List.of()),
                                        Generation.NONE,
                                        true),
                                column(
                                        "place",
                                        new ColumnType("s.place", "place", false, Kind.COMPOSITE, List.of()),
                                        Generation.NONE,
                                        true),
                                column(
                                        "moment",
                                        new ColumnType("interval", "interval", false, Kind.BASE, List.of()),
                                        Generation.NONE,
                                        false),
                                column(
                                        "twice",
                                        new ColumnType("numeric(4,1)", "numeric", false, Kind.BASE, List.of()),
                                        Generation.COMPUTED,
                                        true)),
                        keys,
                        List.of(),
                        Optional.empty()),
                new Access(EnumSet.allOf(Privilege.class), EnumSet.allOf(Table.Trait.class)));
    }

    private static Column column(String name, ColumnType type, Generation generation, boolean nullable) {
        return new Column(name, type, nullable, Optional.empty(), generation, Optional.empty());
    }
}
