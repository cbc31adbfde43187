package dev.pgweir.resources.body;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.Column.Generation;
import dev.pgweir.catalog.Table;
import dev.pgweir.resources.parse.Columns;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Origin;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Tells which columns an import takes: those that the client chose, else all that its first line names but for computed ones, which the
 * server makes of the others again. Values of identity columns are taken, so that what was exported can be imported.
 */
final class ImportedColumns {

    private ImportedColumns() {}

    /**
     * The column of that name, if its values are taken.
     *
     * @throws InvalidRequest where there is none
     */
    static Optional<Column> find(Table table, String name, Optional<List<Column>> chosen, Origin origin) {
        if (chosen.isPresent()) {
            return chosen.get().stream()
                    .filter(column -> column.name().equals(name))
                    .findFirst();
        }
        return Optional.of(Columns.named(table, name, origin)).filter(ImportedColumns::takesValues);
    }

    /** Refuses chosen columns that take no values, or that the first line does not name. */
    static void requireChosen(Optional<List<Column>> chosen, Collection<String> names) {
        var origin = new Origin.Query("columns");
        for (var column : chosen.orElse(List.of())) {
            if (!takesValues(column)) {
                Columns.writable(column, origin);
            }
            if (!names.contains(column.name())) {
                throw new InvalidRequest(
                        "malformed-parameter", origin, "the first line does not give \"%s\"".formatted(column.name()));
            }
        }
    }

    private static boolean takesValues(Column column) {
        return column.generation() != Generation.COMPUTED && !column.isOfFunction();
    }
}
