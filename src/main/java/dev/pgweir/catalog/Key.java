package dev.pgweir.catalog;

import java.util.List;

/**
 * A primary or unique key over plain, not-null columns.
 *
 * @param name the constraint's or index's name
 * @param primary whether it is the primary key
 * @param columns names in key order
 */
public record Key(String name, boolean primary, List<String> columns) {

    public Key {
        columns = List.copyOf(columns);
    }
}
