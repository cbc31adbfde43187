package dev.pgweir.resources.parse;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.Table;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Origin;
import java.util.stream.Collectors;

/** Finds the columns that a request names. */
public final class Columns {

    private Columns() {}

    /**
     * The column of that name.
     *
     * @param origin who to blame where there is none
     * @throws InvalidRequest where there is none
     */
    public static Column named(Table table, String name, Origin origin) {
        return table.column(name)
                .orElseThrow(() -> new InvalidRequest(
                        "unknown-column",
                        origin,
                        "%s has no column \"%s\"; its columns are %s"
                                .formatted(
                                        table.name(),
                                        name,
                                        table.columns().stream()
                                                .map(Column::name)
                                                .collect(Collectors.joining(", ")))));
    }
}
