package dev.pgweir.catalog;

import dev.pgweir.catalog.Relationship.By;
import dev.pgweir.catalog.Relationship.Junction;
import dev.pgweir.catalog.Relationship.Pair;
import dev.pgweir.catalog.Table.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The relationships of tables, which follow from foreign keys and functions in the catalog: with tables of the same schema, whose names
 * need no schema before them. Found once per table. Thread-safe.
 */
public final class Relationships {

    private final Supplier<Optional<Catalog>> catalog;
    /** Tables that are related to each other would keep each other for ever. */
    private final PerTable<List<Relationship>> known = new PerTable<>(Duration.ofMinutes(10));

    /** @param catalog the newest catalog, if it was read yet */
    public Relationships(Supplier<Optional<Catalog>> catalog) {
        this.catalog = catalog;
    }

    /** Those of a table: by functions, by its own foreign keys, by those of others that refer to it, and through others. */
    public List<Relationship> of(Table table) {
        return known.get(
                table, _ -> catalog.get().map(tables -> found(table, tables)).orElse(List.of()));
    }

    private static List<Relationship> found(Table table, Catalog catalog) {
        List<Relationship> found = new ArrayList<>();
        for (var rows : table.structure().computed().rows()) {
            catalog.table(table.schema(), rows.table())
                    .ifPresent(target -> found.add(new Relationship(
                            target, rows.many(), false, rows.function(), List.of(), Optional.empty(), By.FUNCTION)));
        }
        for (var key : table.foreignKeys()) {
            target(key, catalog)
                    .ifPresent(target -> pairs(table, key.columns(), target, key.references())
                            .ifPresent(pairs -> found.add(new Relationship(
                                    target, false, true, key.name(), pairs, Optional.empty(), By.of(key)))));
        }
        for (var other : catalog.tables().values()) {
            for (var key : other.foreignKeys()) {
                if (refersTo(key, table)) {
                    pairs(table, key.references(), other, key.columns())
                            .ifPresent(pairs -> found.add(new Relationship(
                                    other, !key.unique(), false, key.name(), pairs, Optional.empty(), By.of(key))));
                    addJunctions(found, table, other, key, catalog);
                }
            }
        }
        return found.stream()
                .filter(relationship -> relationship.target().schema().equals(table.schema()))
                .filter(relationship ->
                        !isThroughView(relationship) || !leadsThroughTable(found, relationship.target()))
                .toList();
    }

    /** Views of a table that joins two others would do the same again. */
    private static boolean leadsThroughTable(List<Relationship> found, Table target) {
        return found.stream()
                .anyMatch(relationship -> relationship.target().equals(target)
                        && relationship.through().isPresent()
                        && !isThroughView(relationship));
    }

    private static boolean isThroughView(Relationship relationship) {
        return relationship
                .through()
                .filter(junction -> junction.table().kind() == Kind.VIEW)
                .isPresent();
    }

    /** A third table joins two others where its primary key holds both of its foreign keys. */
    private static void addJunctions(
            List<Relationship> found, Table table, Table junction, ForeignKey toTable, Catalog catalog) {
        for (var toOther : junction.foreignKeys()) {
            var target = target(toOther, catalog).filter(other -> !refersTo(toOther, table));
            if (target.isEmpty() || toOther.name().equals(toTable.name()) || !isKeyOf(junction, toTable, toOther)) {
                continue;
            }
            var toJunction = pairs(table, toTable.references(), junction, toTable.columns());
            var onwards = pairs(junction, toOther.columns(), target.get(), toOther.references());
            if (toJunction.isPresent() && onwards.isPresent()) {
                found.add(new Relationship(
                        target.get(),
                        true,
                        false,
                        toTable.name(),
                        toJunction.get(),
                        Optional.of(new Junction(junction, toOther.name(), onwards.get())),
                        toTable.derived() ? By.of(toTable) : By.of(toOther)));
            }
        }
    }

    private static boolean isKeyOf(Table junction, ForeignKey one, ForeignKey other) {
        var columns = new HashSet<>(one.columns());
        columns.addAll(other.columns());
        return junction.primaryKey()
                .filter(key -> key.columns().containsAll(columns))
                .isPresent();
    }

    private static Optional<Table> target(ForeignKey key, Catalog catalog) {
        return catalog.table(key.schema(), key.table());
    }

    private static boolean refersTo(ForeignKey key, Table table) {
        return key.table().equals(table.relation()) && key.schema().equals(table.schema());
    }

    /** Empty where the role may not read all of these columns. */
    private static Optional<List<Pair>> pairs(Table own, List<String> columns, Table other, List<String> others) {
        List<Pair> pairs = new ArrayList<>();
        for (var i = 0; i < columns.size(); i++) {
            var one = own.column(columns.get(i)).filter(Column::readable);
            var two = other.column(others.get(i)).filter(Column::readable);
            if (one.isEmpty() || two.isEmpty()) {
                return Optional.empty();
            }
            pairs.add(new Pair(one.get(), two.get()));
        }
        return Optional.of(pairs);
    }
}
