package dev.pgweir.resources.parse;

import dev.pgweir.catalog.Table;
import dev.pgweir.resources.query.Embedding;
import dev.pgweir.resources.query.Expression;
import dev.pgweir.resources.query.Filter;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Origin;
import dev.pgweir.resources.request.Parameter;
import dev.pgweir.resources.request.ParseLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Parses the filters of one request, counting them. Recursive descent. Not thread-safe. */
final class FilterParser {

    private static final String ENDS_OF_A_MEMBER = ",)";

    private final Table table;
    private final List<Embedding> embeddings;
    private final ParseLimits limits;
    private final String prefix;
    private int count;

    /**
     * @param embeddings what is embedded in the rows, with its own filters
     * @param prefix what stood before the names of the parameters
     */
    FilterParser(Table table, List<Embedding> embeddings, ParseLimits limits, String prefix) {
        this.table = table;
        this.embeddings = embeddings;
        this.limits = limits;
        this.prefix = prefix;
    }

    /** Parses {@code column=not.op.value}. */
    Filter column(Parameter parameter) {
        var origin = new Origin.Query(prefix + parameter.name());
        var embedding = embedded(parameter.name());
        if (embedding.isPresent()) {
            var reader = new TextReader(parameter.value(), origin);
            var exists = exists(embedding.get(), reader);
            reader.expectEnd();
            return exists;
        }
        return condition(operand(parameter.name(), origin), new TextReader(parameter.value(), origin), "");
    }

    /** Parses {@code or=(…)}, {@code and=(…)}, {@code having=(…)}, {@code not.or=(…)} and {@code not.and=(…)}. */
    Filter group(Parameter parameter) {
        var reader = new TextReader(parameter.value(), new Origin.Query(prefix + parameter.name()));
        reader.skipBlanks();
        var filter = junction(parameter.name(), reader, 1);
        while (reader.skipSeparator(")")) {
            // PostgREST reads no further than the parenthesis that closes the group, so clients may send one too many.
        }
        reader.expectEnd();
        return filter;
    }

    private Optional<Embedding> embedded(String name) {
        return table.column(name).isPresent()
                ? Optional.empty()
                : embeddings.stream()
                        .filter(embedding -> embedding.name().equals(name))
                        .findFirst();
    }

    /** Rows that others belong to, or that none do. */
    private static Filter exists(Embedding embedding, TextReader reader) {
        var exists = new Filter.Exists(embedding);
        var negated = reader.skip("not.");
        var state = reader.skip("is.") ? reader.token(ENDS_OF_A_MEMBER).toLowerCase(Locale.ROOT) : "";
        if (state.equals("null") || state.equals("not_null")) {
            return negated == state.equals("null") ? exists : new Filter.Not(exists);
        }
        throw reader.malformed(
                "\"%s\" stands for rows of %s, and takes is.null or not.is.null; a column of theirs is filtered as %1$s.column=…"
                        .formatted(
                                embedding.name(),
                                embedding.relationship().target().name()));
    }

    private Expression operand(String name, Origin origin) {
        var column = table.column(name);
        if (column.isPresent()) {
            return new Expression.Value(Columns.readable(table, name, origin));
        }
        var reader = new TextReader(name, origin);
        var operand = new ExpressionParser(table, reader, "").parse();
        reader.expectEnd();
        return operand;
    }

    private Filter junction(String word, TextReader reader, int depth) {
        if (depth > limits.maxFilterDepth()) {
            throw new InvalidRequest(
                    "filter-too-deep",
                    reader.origin(),
                    "and(…) and or(…) may be nested at most %d levels deep".formatted(limits.maxFilterDepth()));
        }
        reader.expect("(");
        reader.skipBlanks();
        List<Filter> filters = new ArrayList<>();
        do {
            filters.add(member(reader, depth));
        } while (reader.skipSeparator(","));
        reader.skipBlanks();
        reader.expect(")");
        var negated = word.startsWith("not.");
        Filter filter = word.endsWith("or") ? new Filter.Any(filters) : new Filter.All(filters);
        return negated ? new Filter.Not(filter) : filter;
    }

    private Filter member(TextReader reader, int depth) {
        reader.requireSome("a condition", ENDS_OF_A_MEMBER);
        for (var word : List.of("and", "or", "not.and", "not.or")) {
            if (reader.startsJunction(word)) {
                reader.expect(word);
                reader.skipBlanks();
                return junction(word, reader, depth + 1);
            }
        }
        var start = reader.position();
        var embedding = embedded(reader.token(".,)"));
        if (embedding.isPresent() && reader.skip(".")) {
            return exists(embedding.get(), reader);
        }
        reader.reset(start);
        var operand = new ExpressionParser(table, reader, ".,)").parse();
        reader.expect(".");
        return condition(operand, reader, ENDS_OF_A_MEMBER);
    }

    private Filter condition(Expression operand, TextReader reader, String ends) {
        if (++count > limits.maxFilters()) {
            throw new InvalidRequest(
                    "too-many-filters",
                    reader.origin(),
                    "a request may have %d filters".formatted(limits.maxFilters()));
        }
        return new ConditionParser(operand, reader, ends).parse();
    }
}
