package dev.pgweir.catalog.reader;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.ForeignKey;
import dev.pgweir.catalog.Key;
import dev.pgweir.catalog.Table;
import dev.pgweir.catalog.Table.SortKey;
import dev.pgweir.catalog.Table.Structure;
import dev.pgweir.catalog.reader.ViewFacts.Reference;
import dev.pgweir.catalog.reader.ViewTree.Shown;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gives views the keys of the tables behind them: the primary key where each row of the view is one of the table, and foreign keys, to
 * and from the view, where it shows all columns of the key as they are. Of two columns of a view that show the same column the first
 * counts. Pure.
 */
final class ViewLineage {

    private final ViewFacts facts;

    /** By relation of the schema, the names under which it shows columns of tables. */
    private final Map<String, Map<Place, String>> shown = new HashMap<>();

    /** By table, those of the relations that show columns of it. */
    private final Map<Long, List<Table>> showing = new HashMap<>();

    private final Map<String, List<ForeignKey>> derived = new HashMap<>();

    private record Place(long relation, int column) {}

    private ViewLineage(List<Table> tables, ViewFacts facts) {
        this.facts = facts;
        for (var table : tables) {
            var columns = Optional.ofNullable(facts.relations().get(table.name()))
                    .map(this::shownBy)
                    .orElse(Map.of());
            shown.put(table.name(), columns);
            columns.keySet().stream()
                    .map(Place::relation)
                    .distinct()
                    .forEach(source -> showing.computeIfAbsent(source, _ -> new ArrayList<>())
                            .add(table));
        }
        facts.keys().forEach(this::derive);
    }

    /** The tables, with all keys. */
    static List<Table> completed(List<Table> tables, ViewFacts facts) {
        var lineage = new ViewLineage(tables, facts);
        return tables.stream().map(lineage::completed).toList();
    }

    private Map<Place, String> shownBy(long relation) {
        Map<Place, String> columns = new HashMap<>();
        facts.names().getOrDefault(relation, Map.of()).entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(
                        column -> columns.putIfAbsent(source(new Place(relation, column.getKey())), column.getValue()));
        return columns;
    }

    private void derive(Reference reference) {
        for (var from : showing.getOrDefault(reference.from(), List.of())) {
            for (var to : showing.getOrDefault(reference.to(), List.of())) {
                if (isView(from) || isView(to)) {
                    derived(reference, from, to)
                            .ifPresent(key -> derived.computeIfAbsent(from.name(), _ -> new ArrayList<>())
                                    .add(key));
                }
            }
        }
    }

    /** The column of a table that a column of a view shows, through other views; views may be made to show each other. */
    private Place source(Place place) {
        Set<Place> passed = new HashSet<>();
        var current = Optional.of(place);
        var last = place;
        while (current.isPresent() && passed.add(current.get())) {
            last = current.get();
            current = shownBy(last);
        }
        return last;
    }

    private Optional<Place> shownBy(Place place) {
        return facts.views().getOrDefault(place.relation(), Shown.NOTHING).columns().stream()
                .filter(column -> column.number() == place.column())
                .findFirst()
                .map(column -> new Place(column.relation(), column.column()));
    }

    private Table completed(Table table) {
        List<ForeignKey> keys = new ArrayList<>(table.foreignKeys());
        keys.addAll(derived.getOrDefault(table.name(), List.of()));
        var primary = isView(table) ? primaryKey(table) : Optional.<Key>empty();
        var order = order(table);
        if (primary.isEmpty() && keys.size() == table.foreignKeys().size() && order.isEmpty()) {
            return table;
        }
        var old = table.structure();
        return table.with(new Structure(
                primary.map(key -> withKey(old.columns(), key)).orElse(old.columns()),
                primary.map(List::of).orElse(old.keys()),
                keys,
                old.partitioning(),
                old.computed(),
                order));
    }

    private Optional<ForeignKey> derived(Reference reference, Table from, Table to) {
        return names(from, reference.from(), reference.columns())
                .flatMap(columns -> names(to, reference.to(), reference.references())
                        .map(references -> new ForeignKey(
                                reference.name(),
                                columns,
                                to.schema(),
                                to.relation(),
                                references,
                                reference.unique(),
                                true)));
    }

    /** Under which names a relation shows columns of a table; empty where it does not show them all. */
    private Optional<List<String>> names(Table relation, long table, List<Integer> columns) {
        var known = shown.getOrDefault(relation.name(), Map.of());
        List<String> names = new ArrayList<>();
        for (var column : columns) {
            var name = known.get(new Place(table, column));
            if (name == null) {
                return Optional.empty();
            }
            names.add(name);
        }
        return Optional.of(names);
    }

    private List<SortKey> order(Table view) {
        var relation = facts.relations().get(view.name());
        if (relation == null || view.kind() != Table.Kind.VIEW) {
            return List.of();
        }
        var names = facts.names().getOrDefault(relation, Map.of());
        List<SortKey> order = new ArrayList<>();
        for (var key : facts.views().getOrDefault(relation, Shown.NOTHING).order()) {
            var column = Optional.ofNullable(names.get(key.number()))
                    .filter(name -> view.column(name).filter(Column::readable).isPresent());
            var descending = Optional.ofNullable(facts.descending().get(key.operator()));
            if (column.isEmpty() || descending.isEmpty()) {
                break;
            }
            order.add(new SortKey(column.get(), descending.get(), key.nullsFirst()));
        }
        return order;
    }

    private Optional<Key> primaryKey(Table view) {
        var relation = facts.relations().get(view.name());
        if (relation == null || !facts.updatable().contains(relation)) {
            return Optional.empty();
        }
        // Its rows are those of one table.
        return shown.getOrDefault(view.name(), Map.of()).keySet().stream()
                .map(Place::relation)
                .distinct()
                .flatMap(
                        table -> Optional.ofNullable(facts.primaryKeys().get(table))
                                .flatMap(columns -> names(view, table, columns))
                                .stream())
                .findFirst()
                .map(columns -> new Key(view.name() + "_key", true, columns));
    }

    /** No row lacks a value of its key. */
    private static List<Column> withKey(List<Column> columns, Key key) {
        return columns.stream()
                .map(column -> key.columns().contains(column.name()) ? column.asNotNull() : column)
                .toList();
    }

    static boolean isView(Table table) {
        return table.kind() == Table.Kind.VIEW || table.kind() == Table.Kind.MATERIALIZED_VIEW;
    }
}
