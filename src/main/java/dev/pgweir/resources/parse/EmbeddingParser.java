package dev.pgweir.resources.parse;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pgweir.catalog.Table;
import dev.pgweir.resources.query.Embedding;
import dev.pgweir.resources.query.Embedding.Part;
import dev.pgweir.resources.query.Filter;
import dev.pgweir.resources.query.OrderTerm;
import dev.pgweir.resources.query.RelatedExpression;
import dev.pgweir.resources.query.Selection;
import dev.pgweir.resources.relate.RelationshipFinder;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.ParseLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Parses {@code target!hint!inner(…)}, counting what one request embeds and how deep. Not thread-safe.
 */
final class EmbeddingParser {

    /** As of all names in PostgreSQL (manual, chapter 4.1.1). */
    private static final int LONGEST_NAME = 63;

    private static final String NAME = "(?:\"(?:[^\"\\\\]|\\\\.)*+\"|[^,:()!.\">]++)";

    /** A count of rows is no table, and neither is what follows a dot or an arrow. Nothing goes back, which would take stack. */
    private static final Pattern EMBEDDING =
            Pattern.compile("(?!count\\(\\))%1$s(?:!%1$s)*+\\(".formatted(NAME), Pattern.DOTALL);

    private final RelationshipFinder relationships;
    private final ParseLimits limits;
    private int count;
    private int depth;

    EmbeddingParser(RelationshipFinder relationships, ParseLimits limits) {
        this.relationships = relationships;
        this.limits = limits;
    }

    /** Whether rows of another table are embedded here. */
    static boolean standsIn(TextReader reader) {
        return reader.startsWith(EMBEDDING);
    }

    /**
     * Parses what is embedded in the rows of a table.
     *
     * @param name what the client calls it, where that is not the target's name
     */
    Embedding parse(Table table, TextReader reader, Optional<String> name) {
        admit(reader);
        var start = reader.position();
        var target = reader.token("(!").strip();
        Optional<String> hint = Optional.empty();
        var inner = false;
        while (reader.skip("!")) {
            var word = reader.token("(!").strip();
            inner |= word.equals("inner");
            hint = word.equals("inner") || word.equals("left") ? hint : Optional.of(word);
        }
        reader.expect("(");
        var relationship = relationships.find(table, target, hint, reader.origin());
        depth++;
        var selection = ProjectionParser.embedded(relationship.target(), reader, this);
        depth--;
        reader.expect(")");
        refuseUnspeakable(reader, start, selection);
        var embedding = new Embedding(
                name.map(String::strip).orElse(target),
                relationship,
                inner,
                selection.projection(),
                selection.embeddings(),
                Filter.none(),
                new Part(List.of(), limits.mostRows(), true, 0));
        refuseMixture(reader, embedding, selection);
        return embedding.with(new Part(order(embedding, List.of()), limits.mostRows(), true, 0));
    }

    private void admit(TextReader reader) {
        if (depth >= limits.embeds().maxDepth()) {
            throw new InvalidRequest(
                    "embed-too-deep",
                    reader.origin(),
                    "related tables may be embedded %d levels deep"
                            .formatted(limits.embeds().maxDepth()));
        }
        if (++count > limits.embeds().most()) {
            throw new InvalidRequest(
                    "too-many-embeds",
                    reader.origin(),
                    "a request may embed %d related tables"
                            .formatted(limits.embeds().most()));
        }
    }

    /** What is embedded has names in the statement, which the server would cut. */
    private static void refuseUnspeakable(TextReader reader, int start, Selection selection) {
        if (reader.since(start).indexOf('\0') >= 0) {
            throw reader.malformed("a name or a key holds a character that is none: U+0000");
        }
        for (var member : selection.projection()) {
            if (member.name().getBytes(UTF_8).length > LONGEST_NAME) {
                throw reader.malformed("\"%s\" is too long: members of what is embedded have names of %d bytes at most"
                        .formatted(member.name(), LONGEST_NAME));
            }
        }
    }

    private static void refuseMixture(TextReader reader, Embedding embedding, Selection selection) {
        if (embedding.grouped()
                && selection.projection().stream()
                        .anyMatch(member ->
                                member.expression() instanceof RelatedExpression related && related.isJson())) {
            throw reader.malformed(
                    "%s(…) has aggregates, and groups embed no objects and arrays".formatted(embedding.name()));
        }
    }

    /** The order of embedded rows, made total by the columns of the key, so that equal rows make equal answers. */
    static List<OrderTerm> order(Embedding embedding, List<OrderTerm> wanted) {
        List<OrderTerm> terms = new ArrayList<>(wanted);
        if (embedding.relationship().many() && !embedding.grouped()) {
            for (var column : embedding.relationship().target().readableKey()) {
                var term = OrderTerm.of(column, false);
                if (terms.stream().noneMatch(other -> other.expression().equals(term.expression()))) {
                    terms.add(term);
                }
            }
        }
        return terms;
    }
}
