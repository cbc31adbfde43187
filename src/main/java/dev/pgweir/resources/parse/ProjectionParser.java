package dev.pgweir.resources.parse;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.Table;
import dev.pgweir.resources.request.Origin;
import java.util.ArrayList;
import java.util.List;

/** Parses {@code select=a,b}, with {@code *} for all columns. */
final class ProjectionParser {

    private static final Origin ORIGIN = new Origin.Query("select");

    private ProjectionParser() {}

    static List<Column> parse(Table table, String text) {
        if (text.isBlank() || text.equals("*")) {
            return table.columns();
        }
        var reader = new TextReader(text, ORIGIN);
        List<Column> columns = new ArrayList<>();
        do {
            var column = Columns.named(table, reader.token(","), ORIGIN);
            if (columns.contains(column)) {
                throw reader.malformed("\"%s\" is named twice".formatted(column.name()));
            }
            columns.add(column);
        } while (reader.skip(","));
        reader.expectEnd();
        return columns;
    }
}
