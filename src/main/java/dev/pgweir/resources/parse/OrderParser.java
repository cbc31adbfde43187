package dev.pgweir.resources.parse;

import dev.pgweir.catalog.Table;
import dev.pgweir.resources.query.Embedding;
import dev.pgweir.resources.query.Expression;
import dev.pgweir.resources.query.OrderTerm;
import dev.pgweir.resources.query.RelatedExpression.Collected;
import dev.pgweir.resources.query.RelatedExpression.Embedded;
import dev.pgweir.resources.query.RelatedExpression.Related;
import dev.pgweir.resources.query.Selected;
import dev.pgweir.resources.query.Selection;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Origin;
import java.util.ArrayList;
import java.util.List;

/** Parses {@code order=a.desc.nullslast,b,customer(name),lines(count())}. */
final class OrderParser {

    private static final Origin ORIGIN = new Origin.Query("order");
    private static final String ENDS_OF_EMBEDDED = ")";
    private static final String ENDS = ".,";

    private final Table table;
    private final List<Selected> projection;
    private final List<Embedding> embeddings;
    private final TextReader reader;

    /** @param selection what is selected, which can be ordered by under its new name too */
    OrderParser(Table table, Selection selection, String text) {
        this(table, selection, new TextReader(text, ORIGIN));
    }

    OrderParser(Table table, Selection selection, TextReader reader) {
        this.table = table;
        this.projection = selection.projection();
        this.embeddings = selection.embeddings();
        this.reader = reader;
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
                refuseJson(selected);
                return selected.expression();
            }
        }
        reader.reset(start);
        return EmbeddingParser.standsIn(reader)
                ? related(table, embeddings)
                : new ExpressionParser(table, reader, ENDS).parse();
    }

    /** A value of the one row that belongs to each, or an aggregate of all that do. */
    private Expression related(Table of, List<Embedding> embedded) {
        var name = reader.token("(").strip();
        var embedding = embedded.stream()
                .filter(other -> other.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidRequest(
                        "not-embedded",
                        reader.origin(),
                        "\"%s\" is not embedded in %s: select=%1$s() does so without showing it"
                                .formatted(name, of.name())));
        reader.expect("(");
        var target = embedding.relationship().target();
        var value = EmbeddingParser.standsIn(reader)
                ? related(target, embedding.embeddings())
                : value(target, embedding.projection());
        reader.expect(")");
        if (embedding.relationship().many() && !value.isAggregate()) {
            throw new InvalidRequest(
                    "order-not-to-one",
                    reader.origin(),
                    "several rows of \"%s\" may belong to each: order by an aggregate of them, as in %1$s(count())"
                            .formatted(name));
        }
        return new Related(embedding, value);
    }

    /** A column of the related table, or what is selected of it under another name. */
    private Expression value(Table target, List<Selected> members) {
        var start = reader.position();
        var name = reader.token(ENDS_OF_EMBEDDED);
        for (var member : members) {
            if (member.name().equals(name) && target.column(name).isEmpty()) {
                refuseJson(member);
                return member.expression();
            }
        }
        reader.reset(start);
        return new ExpressionParser(target, reader, ENDS_OF_EMBEDDED).parse();
    }

    private void refuseJson(Selected selected) {
        if (selected.expression() instanceof Embedded || selected.expression() instanceof Collected) {
            throw reader.malformed(
                    "\"%s\" is made of rows of another table, and has no order: order by a column or an aggregate of them, as in"
                                    .formatted(selected.name())
                            + " customer(name) or lines(count())");
        }
    }

    private boolean endsTerm() {
        return reader.atEnd()
                || reader.startsWith(",")
                || reader.startsWith(".asc")
                || reader.startsWith(".desc")
                || reader.startsWith(".nulls");
    }
}
