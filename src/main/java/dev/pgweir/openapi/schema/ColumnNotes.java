package dev.pgweir.openapi.schema;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.ForeignKey;
import dev.pgweir.catalog.Table;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a table says about one of its columns: the comment, the default, and the keys it is part of. A default stands in
 * words, since generated clients would send a {@code default} of JSON Schema as if it had been given; keys are told as
 * PostgREST does, for the tools that look for them in its document.
 */
final class ColumnNotes {

    private ColumnNotes() {}

    /** The notes, below the type and what it says about values. */
    static String of(Table table, Column column, String type) {
        return Stream.of(
                        column.comment().stream(),
                        Stream.of(type),
                        column.defaultExpression().map("Default: `%s`"::formatted).stream(),
                        primaryKey(table, column).stream(),
                        foreignKeys(table, column))
                .flatMap(notes -> notes)
                .collect(Collectors.joining("\n\n"));
    }

    private static Optional<String> primaryKey(Table table, Column column) {
        return table.primaryKey()
                .filter(key -> key.columns().contains(column.name()))
                .map(key -> "Note:\nThis is a Primary Key.<pk/>");
    }

    private static Stream<String> foreignKeys(Table table, Column column) {
        return table.foreignKeys().stream()
                .filter(key -> !key.derived()
                        && key.schema().equals(table.schema())
                        && key.columns().contains(column.name()))
                .map(key -> foreignKey(key, column))
                .distinct();
    }

    private static String foreignKey(ForeignKey key, Column column) {
        var referenced = key.references().get(key.columns().indexOf(column.name()));
        return "Note:\nThis is a Foreign Key to `%1$s.%2$s`.<fk table='%3$s' column='%4$s'/>"
                .formatted(key.table(), referenced, escaped(key.table()), escaped(referenced));
    }

    private static String escaped(String name) {
        return name.replace("&", "&amp;").replace("<", "&lt;").replace("'", "&#39;");
    }
}
