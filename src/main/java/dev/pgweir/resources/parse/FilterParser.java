package dev.pgweir.resources.parse;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.Table;
import dev.pgweir.resources.query.Comparison;
import dev.pgweir.resources.query.Filter;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Origin;
import dev.pgweir.resources.request.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Parses the filters of one request, counting them. Recursive descent. Not safe for use by many threads. */
final class FilterParser {

    private final Table table;
    private final ParseLimits limits;
    private int count;

    FilterParser(Table table, ParseLimits limits) {
        this.table = table;
        this.limits = limits;
    }

    /** Parses {@code column=not.op.value}. */
    Filter column(Parameter parameter) {
        var origin = new Origin.Query(parameter.name());
        var column = Columns.named(table, parameter.name(), origin);
        return condition(column, new TextReader(parameter.value(), origin), "");
    }

    /** Parses {@code or=(…)}, {@code and=(…)}, {@code not.or=(…)} and {@code not.and=(…)}. */
    Filter group(Parameter parameter) {
        var reader = new TextReader(parameter.value(), new Origin.Query(parameter.name()));
        var filter = junction(parameter.name(), reader, 1);
        reader.expectEnd();
        return filter;
    }

    private Filter junction(String word, TextReader reader, int depth) {
        if (depth > limits.maxFilterDepth()) {
            throw new InvalidRequest(
                    "filter-too-deep",
                    reader.origin(),
                    "and(…) and or(…) may nest %d deep".formatted(limits.maxFilterDepth()));
        }
        reader.expect("(");
        List<Filter> filters = new ArrayList<>();
        do {
            filters.add(member(reader, depth));
        } while (reader.skip(","));
        reader.expect(")");
        var negated = word.startsWith("not.");
        Filter filter = word.endsWith("or") ? new Filter.Any(filters) : new Filter.All(filters);
        return negated ? new Filter.Not(filter) : filter;
    }

    private Filter member(TextReader reader, int depth) {
        for (var word : List.of("and", "or", "not.and", "not.or")) {
            if (reader.startsWith(word + "(")) {
                reader.expect(word);
                return junction(word, reader, depth + 1);
            }
        }
        var column = Columns.named(table, reader.token(".,)"), reader.origin());
        reader.expect(".");
        return condition(column, reader, ",)");
    }

    /** Parses {@code not.op.value}; the value ends at one of the ends, or where there are none, with the text. */
    private Filter condition(Column column, TextReader reader, String ends) {
        if (++count > limits.maxFilters()) {
            throw new InvalidRequest(
                    "too-many-filters",
                    reader.origin(),
                    "a request may have %d filters".formatted(limits.maxFilters()));
        }
        var negated = reader.skip("not.");
        var filter = operator(column, reader, ends);
        return negated ? new Filter.Not(filter) : filter;
    }

    private Filter operator(Column column, TextReader reader, String ends) {
        var word = reader.token(".");
        if (!reader.skip(".")) {
            throw reader.malformed("an operator and a value are wanted, like eq.5, not \"%s\"".formatted(word));
        }
        return switch (word) {
            case "in" -> in(column, reader, ends);
            case "is" -> new Filter.Is(column, state(value(reader, ends), reader));
            default ->
                Comparison.of(word)
                        .map(comparison -> compare(column, comparison, value(reader, ends), reader.origin()))
                        .orElseThrow(() -> new InvalidRequest(
                                "unknown-operator",
                                reader.origin(),
                                "there is no operator \"%s\"; use one of eq, neq, gt, gte, lt, lte, like, ilike, in, is"
                                        .formatted(word)));
        };
    }

    private static Filter compare(Column column, Comparison comparison, String value, Origin origin) {
        // A percent sign must be encoded in a URL, so PostgREST lets an asterisk stand for it.
        var text = comparison.isPattern() ? value.replace('*', '%') : value;
        return new Filter.Compare(column, comparison, text, origin);
    }

    private static Filter in(Column column, TextReader reader, String ends) {
        List<String> values = new ArrayList<>();
        reader.expect("(");
        if (!reader.skip(")")) {
            do {
                values.add(reader.token(",)"));
            } while (reader.skip(","));
            reader.expect(")");
        }
        if (ends.isEmpty()) {
            reader.expectEnd();
        }
        return new Filter.In(column, values, reader.origin());
    }

    private static String value(TextReader reader, String ends) {
        if (ends.isEmpty()) {
            return reader.rest();
        }
        return reader.startsWith("{") ? reader.braced() : reader.token(ends);
    }

    private static Filter.State state(String word, TextReader reader) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "null" -> Filter.State.NULL;
            case "not_null" -> Filter.State.NOT_NULL;
            case "true" -> Filter.State.TRUE;
            case "false" -> Filter.State.FALSE;
            case "unknown" -> Filter.State.UNKNOWN;
            default ->
                throw reader.malformed("is. takes null, not_null, true, false or unknown, not \"%s\"".formatted(word));
        };
    }
}
