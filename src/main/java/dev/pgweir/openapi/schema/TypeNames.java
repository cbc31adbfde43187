package dev.pgweir.openapi.schema;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Gives each table a name in PascalCase: {@code order_lines} becomes {@code OrderLines}. A table whose name, or that of
 * one of its schemas, is taken already, letter case aside, gets a hash of its own name behind it.
 */
final class TypeNames {

    private static final Pattern SNAKE_CASE = Pattern.compile("[a-z][a-z0-9]*(_[a-z][a-z0-9]*)*");
    private static final Pattern SEPARATORS = Pattern.compile("[^A-Za-z0-9]+");
    private static final List<String> SUFFIXES = List.of("", "Insert", "Update");

    private final Set<String> taken = new HashSet<>();

    /** Keeps clear of the names that are taken already. */
    TypeNames(Collection<String> others) {
        others.forEach(name -> taken.add(name.toLowerCase(Locale.ROOT)));
    }

    static boolean isSnakeCase(String table) {
        return SNAKE_CASE.matcher(table).matches();
    }

    String choose(String table) {
        var name = pascalCase(table);
        for (var salt = 0; !take(name); salt++) {
            name = "%s_%08x".formatted(pascalCase(table), (table + "\0".repeat(salt)).hashCode());
        }
        return name;
    }

    private boolean take(String name) {
        var family = SUFFIXES.stream()
                .map(suffix -> (name + suffix).toLowerCase(Locale.ROOT))
                .toList();
        return family.stream().noneMatch(taken::contains) && taken.addAll(family);
    }

    private static String pascalCase(String table) {
        var name = Arrays.stream(SEPARATORS.split(table))
                .filter(word -> !word.isEmpty())
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
        return name.isEmpty() || Character.isDigit(name.charAt(0)) ? "Table" + name : name;
    }
}
