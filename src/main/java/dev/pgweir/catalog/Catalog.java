package dev.pgweir.catalog;

import java.util.Map;
import java.util.Optional;

/**
 * The tables and views that the gateway exposes: an immutable snapshot.
 *
 * @param tables by name, sorted by name
 */
public record Catalog(Map<String, Table> tables) {

    /** The table or view of that name. */
    public Optional<Table> table(String name) {
        return Optional.ofNullable(tables.get(name));
    }
}
