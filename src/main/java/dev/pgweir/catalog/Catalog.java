package dev.pgweir.catalog;

import static java.util.stream.Collectors.toMap;

import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The tables and views that the gateway exposes: an immutable snapshot.
 *
 * @param tables by name, sorted by name
 */
public record Catalog(SortedMap<String, Table> tables) {

    public Catalog {
        tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
    }

    /** A catalog of these tables. */
    public static Catalog of(Collection<Table> tables) {
        return new Catalog(
                tables.stream().collect(toMap(Table::name, Function.identity(), (one, other) -> one, TreeMap::new)));
    }

    /** The table or view of that name. */
    public Optional<Table> table(String name) {
        return Optional.ofNullable(tables.get(name));
    }
}
