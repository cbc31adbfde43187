package dev.pgweir.admin;

import dev.pgweir.catalog.Table;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * The names of the resources in which two catalogs differ.
 *
 * @param added those that only the newer one has
 * @param removed those that only the older one has
 * @param changed those that both have, but not alike
 */
record CatalogChanges(
        @Schema(example = "[\"orders\"]") List<String> added,
        @Schema(example = "[]") List<String> removed,
        @Schema(example = "[\"sales\"]") List<String> changed) {

    static CatalogChanges between(Map<String, Table> before, Map<String, Table> after) {
        return new CatalogChanges(
                names(after, name -> !before.containsKey(name)),
                names(before, name -> !after.containsKey(name)),
                names(after, name -> before.containsKey(name) && !Objects.equals(before.get(name), after.get(name))));
    }

    private static List<String> names(Map<String, Table> tables, Predicate<String> condition) {
        return tables.keySet().stream().filter(condition).sorted().toList();
    }
}
