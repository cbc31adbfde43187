package dev.pgweir.resources.parse;

import dev.pgweir.catalog.Table;
import dev.pgweir.resources.query.Expression;
import dev.pgweir.resources.query.OrderTerm;
import dev.pgweir.resources.query.Selected;
import dev.pgweir.resources.request.Origin;
import java.util.ArrayList;
import java.util.List;

/** Parses {@code order=a.desc.nullslast,b}. */
final class OrderParser {

    private static final Origin ORIGIN = new Origin.Query("order");
    private static final String ENDS = ".,";

    private final Table table;
    private final List<Selected> projection;
    private final TextReader reader;

    /** @param projection what is selected, which can be ordered by under its new name too */
    OrderParser(Table table, List<Selected> projection, String text) {
        this.table = table;
        this.projection = projection;
        this.reader = new TextReader(text, ORIGIN);
    }

    List<OrderTerm> parse() {
        List<OrderTerm> terms = new ArrayList<>();
        reader.skipBlanks();
        do {
            var term = term();
            if (terms.stream().anyMatch(earlier -> earlier.expression().equals(term.expression()))) {
                throw reader.malformed(
                        "\"%s\" is named twice".formatted(term.expression().text()));
            }
            terms.add(term);
        } while (reader.skipSeparator(","));
        reader.skipBlanks();
        reader.expectEnd();
        return terms;
    }

    private OrderTerm term() {
        reader.requireSome("a column", ENDS);
        var term = OrderTerm.of(expression(), false);
        if (reader.skip(".desc")) {
            term = OrderTerm.of(term.expression(), true);
        } else {
            reader.skip(".asc");
        }
        if (reader.skip(".nullsfirst")) {
            return new OrderTerm(term.expression(), term.descending(), true);
        }
        return reader.skip(".nullslast") ? new OrderTerm(term.expression(), term.descending(), false) : term;
    }

    private Expression expression() {
        var start = reader.position();
        var name = reader.token(ENDS);
        for (var selected : projection) {
            if (selected.name().equals(name) && table.column(name).isEmpty() && endsTerm()) {
                return selected.expression();
            }
        }
        reader.reset(start);
        return new ExpressionParser(table, reader, ENDS).parse();
    }

    private boolean endsTerm() {
        return reader.atEnd()
                || reader.startsWith(",")
                || reader.startsWith(".asc")
                || reader.startsWith(".desc")
                || reader.startsWith(".nulls");
    }
}
