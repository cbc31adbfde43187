package dev.pgweir.resources.parse;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.Table;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Origin;
import java.util.stream.Collectors;

/** Finds the columns that a request names. */
final class Columns {

    private Columns() {}

    static Column named(Table table, String name, Origin origin) {
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
