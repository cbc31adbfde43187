package dev.pgweir.openapi.schema;

import dev.pgweir.catalog.Catalog;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the operations of functions are called by: identifiers in any programming language, each different from the others. */
public final class FunctionNames {

    private FunctionNames() {}

    /** The type names of functions, by their own; those in snake_case first, so that theirs are the plain ones. */
    public static Map<String, String> of(Catalog catalog) {
        var typeNames = new TypeNames(List.of());
        Map<String, String> names = new LinkedHashMap<>();
        catalog.routines().keySet().stream()
                .sorted(Comparator.comparing(name -> !TypeNames.isSnakeCase(name)))
                .forEach(name -> names.put(name, typeNames.choose(name)));
        return names;
    }
}
