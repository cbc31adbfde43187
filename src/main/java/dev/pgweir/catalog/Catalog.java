package dev.pgweir.catalog;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The tables, views and routines that the gateway exposes: an immutable snapshot.
 *
 * @param tables by name, sorted by name
 * @param routines by name, sorted by name; several may share one
 */
public record Catalog(SortedMap<String, Table> tables, SortedMap<String, List<Routine>> routines) {

    public Catalog {
        tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
        routines = Collections.unmodifiableSortedMap(new TreeMap<>(routines));
    }

    /** A catalog of these tables. */
    public static Catalog of(Collection<Table> tables) {
        return of(tables, List.of());
    }

    /** A catalog of these tables, and of routines of one schema. */
    public static Catalog of(Collection<Table> tables, Collection<Routine> routines) {
        return of(tables, routines.stream().collect(groupingBy(Routine::name)));
    }

    /**
     * A catalog of these tables and routines.
     *
     * @param routines by the name under which they are called
     */
    public static Catalog of(Collection<Table> tables, Map<String, List<Routine>> routines) {
        var byName =
                tables.stream().collect(toMap(Table::name, Function.identity(), (one, other) -> one, TreeMap::new));
        SortedMap<String, List<Routine>> called = new TreeMap<>();
        routines.forEach((name, ofName) -> called.put(
                name, ofName.stream().map(routine -> related(routine, byName)).toList()));
        return new Catalog(byName, called);
    }

    private static Routine related(Routine routine, Map<String, Table> tables) {
        var rows = routine.result().rows();
        return Optional.ofNullable(tables.get(rows.name()))
                .filter(table -> table.schema().equals(rows.schema()) && !routine.isOfScalars())
                .map(routine::answering)
                .orElse(routine);
    }

    /** The table or view of that name. */
    public Optional<Table> table(String name) {
        return Optional.ofNullable(tables.get(name));
    }

    /** The table or view of that name in a schema. */
    public Optional<Table> table(String schema, String relation) {
        return Stream.of(relation, schema + "." + relation)
                .flatMap(name -> table(name).stream())
                .filter(table ->
                        table.schema().equals(schema) && table.relation().equals(relation))
                .findFirst();
    }

    /** The routines of that name. */
    public List<Routine> routines(String name) {
        return routines.getOrDefault(name, List.of());
    }
}
