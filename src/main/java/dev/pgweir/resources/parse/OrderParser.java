package dev.pgweir.resources.parse;

import dev.pgweir.catalog.Table;
import dev.pgweir.resources.query.OrderTerm;
import dev.pgweir.resources.request.Origin;
import java.util.ArrayList;
import java.util.List;

/** Parses {@code order=a.desc.nullslast,b}. */
final class OrderParser {

    private static final Origin ORIGIN = new Origin.Query("order");

    private OrderParser() {}

    static List<OrderTerm> parse(Table table, String text) {
        var reader = new TextReader(text, ORIGIN);
        List<OrderTerm> terms = new ArrayList<>();
        do {
            var term = term(table, reader);
            if (terms.stream().anyMatch(earlier -> earlier.column().equals(term.column()))) {
                throw reader.malformed(
                        "\"%s\" is named twice".formatted(term.column().name()));
            }
            terms.add(term);
        } while (reader.skip(","));
        reader.expectEnd();
        return terms;
    }

    private static OrderTerm term(Table table, TextReader reader) {
        var term = OrderTerm.of(Columns.named(table, reader.token(".,"), ORIGIN), false);
        if (reader.skip(".desc")) {
            term = OrderTerm.of(term.column(), true);
        } else {
            reader.skip(".asc");
        }
        if (reader.skip(".nullsfirst")) {
            return new OrderTerm(term.column(), term.descending(), true);
        }
        return reader.skip(".nullslast") ? new OrderTerm(term.column(), term.descending(), false) : term;
    }
}
