package dev.pgweir.resources.parse;

import dev.pgweir.resources.query.Comparison;
import dev.pgweir.resources.query.Expression;
import dev.pgweir.resources.query.Filter;
import dev.pgweir.resources.query.Filter.Syntax;
import dev.pgweir.resources.request.InvalidRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Parses what is asked of one value: {@code not.op.value}, {@code op(any).{a,b}}, {@code fts(english).words}. */
final class ConditionParser {

    private static final List<String> RANGE_STARTS = List.of("[", "(");

    private final Expression operand;
    private final TextReader reader;
    private final String ends;

    /** @param ends the characters that end the condition; none where the text ends it */
    ConditionParser(Expression operand, TextReader reader, String ends) {
        this.operand = operand;
        this.reader = reader;
        this.ends = ends;
    }

    Filter parse() {
        var negated = reader.skip("not.");
        var filter = operator();
        return negated ? new Filter.Not(filter) : filter;
    }

    private Filter operator() {
        var word = reader.token(".(");
        var argument = argument();
        if (!reader.skip(".")) {
            throw reader.malformed("an operator and a value are wanted, like eq.5, not \"%s\"".formatted(word));
        }
        if (argument.isEmpty() && word.equals("in")) {
            return in();
        }
        if (argument.isEmpty() && word.equals("is")) {
            return new Filter.Is(operand, state(value()));
        }
        var syntax = syntax(word);
        if (syntax.isPresent()) {
            return new Filter.FullText(operand, syntax.get(), argument, value(), reader.origin());
        }
        var comparison = Comparison.of(word).orElseThrow(() -> unknown(word));
        return argument.map(quantifier -> compareEach(comparison, quantifier)).orElseGet(() -> compare(comparison));
    }

    private Optional<String> argument() {
        if (!reader.skip("(")) {
            return Optional.empty();
        }
        var argument = reader.token(")");
        reader.expect(")");
        return Optional.of(argument);
    }

    private Filter compare(Comparison comparison) {
        var value = comparison.takesRanges() && !ends.isEmpty() && reader.startsWithAny(RANGE_STARTS)
                ? reader.range()
                : pattern(comparison, value());
        return new Filter.Compare(operand, comparison, value, reader.origin());
    }

    private Filter compareEach(Comparison comparison, String quantifier) {
        if (!comparison.isQuantifiable() || !(quantifier.equals("any") || quantifier.equals("all"))) {
            throw reader.malformed("\"%s(%s)\" is no operator".formatted(comparison.word(), quantifier));
        }
        var values = pattern(comparison, value());
        return new Filter.CompareEach(operand, comparison, quantifier.equals("all"), values, reader.origin());
    }

    /** A percent sign must be encoded in a URL, so PostgREST lets an asterisk stand for it. */
    private static String pattern(Comparison comparison, String value) {
        return comparison.hasWildcards() ? value.replace('*', '%') : value;
    }

    private Filter in() {
        List<String> values = new ArrayList<>();
        reader.expect("(");
        reader.skipBlanks();
        if (!reader.skip(")")) {
            do {
                values.add(listed());
            } while (reader.skip(","));
            reader.expect(")");
        }
        if (ends.isEmpty()) {
            reader.skipBlanks();
            reader.expectEnd();
        }
        return new Filter.In(operand, values, reader.origin());
    }

    /** Blanks belong to a value without quotes, but not to what stands around quotes. */
    private String listed() {
        reader.skipBlanksBefore("\"");
        var quoted = reader.startsWith("\"");
        var value = reader.token(",)");
        if (quoted) {
            reader.skipBlanks();
        }
        return value;
    }

    private String value() {
        if (ends.isEmpty()) {
            return reader.rest();
        }
        return reader.startsWith("{") ? reader.braced() : reader.token(ends);
    }

    private Filter.State state(String word) {
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

    private static Optional<Syntax> syntax(String word) {
        return switch (word) {
            case "fts" -> Optional.of(Syntax.TO_TSQUERY);
            case "plfts" -> Optional.of(Syntax.PLAINTO_TSQUERY);
            case "phfts" -> Optional.of(Syntax.PHRASETO_TSQUERY);
            case "wfts" -> Optional.of(Syntax.WEBSEARCH_TO_TSQUERY);
            default -> Optional.empty();
        };
    }

    private InvalidRequest unknown(String word) {
        var known = Stream.concat(
                        Arrays.stream(Comparison.values()).map(Comparison::word),
                        Stream.of("in", "is", "fts", "plfts", "phfts", "wfts"))
                .collect(Collectors.joining(", "));
        return new InvalidRequest(
                "unknown-operator",
                reader.origin(),
                "there is no operator \"%s\"; use one of %s".formatted(word, known));
    }
}
