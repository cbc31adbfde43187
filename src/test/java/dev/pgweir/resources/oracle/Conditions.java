package dev.pgweir.resources.oracle;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Generates conditions, of every operator that applies to an operand. */
final class Conditions {

    private static final Map<String, String> COMPARISONS =
            Map.of("eq", "=", "neq", "<>", "gt", ">", "gte", ">=", "lt", "<", "lte", "<=");
    private static final Map<String, String> OF_RANGES =
            Map.of("cs", "@>", "cd", "<@", "ov", "&&", "sl", "<<", "sr", ">>", "nxr", "&<", "nxl", "&>", "adj", "-|-");
    private static final Map<String, String> OF_ARRAYS = Map.of("cs", "@>", "cd", "<@", "ov", "&&");
    private static final Map<String, String> OF_DOCUMENTS = Map.of("cs", "@>", "cd", "<@");
    private static final Map<String, String> PATTERNS = Map.of("like", "LIKE", "ilike", "ILIKE");
    private static final Map<String, String> EXPRESSIONS = Map.of("match", "~", "imatch", "~*");

    private static final List<String> ASTERISKS = List.of("a*", "*%*", "x\\_y", "_", "*", "B*", "*at*");
    private static final List<String> REGULAR =
            List.of("^a", "b.c", "[AÄä]$", "\\(", "cat|dog", "", "^\\s*$", "a{1,2}");
    private static final List<String> STATES = List.of("null", "not_null");
    private static final List<String> STATES_OF_FLAGS = List.of("null", "not_null", "true", "false", "unknown");

    private static final Map<String, String> RANGES =
            Map.of("int4", "int4range", "numeric", "numrange", "date", "daterange", "timestamptz", "tstzrange");
    private static final Map<String, List<String>> BOUNDS = Map.of(
            "int4", List.of("[0,30]", "(0,)", "(,17)", "empty", "(,)"),
            "numeric", List.of("[1,1]", "(1,]", "[-1,NaN)", "empty"),
            "date", List.of("[2024-01-02,2024-01-05)", "(,2024-01-04]", "[2024-01-04,infinity]", "empty"),
            "timestamptz", List.of("[2024-01-01,2024-02-01)", "[2024-01-01,infinity]", "(,)", "(2024-01-01,infinity)"));

    /** Values of operators on ranges, arrays and documents that need no quotes inside a group. */
    private static final Predicate<String> BRACKETED =
            Pattern.compile("^[\\[({]").asPredicate();

    private Conditions() {}

    /** Conditions on rows, nested up to this depth. */
    static Arbitrary<Condition> onRows(int depth) {
        return nested(depth, onRow());
    }

    /** Conditions on any of these operands, nested up to this depth. */
    static Arbitrary<Condition> on(List<Operand> operands, int depth) {
        return nested(depth, Arbitraries.of(operands).flatMap(Conditions::compared));
    }

    private static Arbitrary<Condition> nested(int depth, Arbitrary<Condition> single) {
        var plain = perhapsNegated(single);
        if (depth == 0) {
            return plain;
        }
        var parts = nested(depth - 1, single).list().ofMinSize(1).ofMaxSize(3);
        var group = Combinators.combine(Arbitraries.of("and", "or"), parts).as(Condition::group);
        return Arbitraries.frequencyOf(Tuple.of(2, plain), Tuple.of(1, perhapsNegated(group)));
    }

    private static Arbitrary<Condition> perhapsNegated(Arbitrary<Condition> conditions) {
        return Arbitraries.frequencyOf(Tuple.of(3, conditions), Tuple.of(1, conditions.map(Condition::negated)));
    }

    private static Arbitrary<Condition> onRow() {
        var comparable = Stream.of(Operand.COLUMNS, Operand.PATHS, Operand.BUCKETS)
                .flatMap(List::stream)
                .toList();
        return Arbitraries.of(comparable).flatMap(operand -> Arbitraries.oneOf(ofOperand(operand)));
    }

    private static List<Arbitrary<Condition>> ofOperand(Operand operand) {
        return Stream.of(
                        Stream.of(compared(operand), listed(operand), is(operand)),
                        operand.isArray() ? Stream.<Arbitrary<Condition>>of() : Stream.of(comparedEach(operand)),
                        ofType(operand))
                .flatMap(conditions -> conditions)
                .toList();
    }

    private static Stream<Arbitrary<Condition>> ofType(Operand operand) {
        return switch (operand.type()) {
            case "text" ->
                Stream.of(
                        patterns(operand),
                        patternsEach(operand),
                        compared(operand, EXPRESSIONS, REGULAR),
                        FullText.of(operand));
            case "bpchar" -> Stream.of(patterns(operand), compared(operand, EXPRESSIONS, REGULAR));
            case "tsvector" -> Stream.of(FullText.of(operand));
            case "daterange" -> Stream.of(compared(operand, OF_RANGES, operand.values()));
            case "text[]" -> Stream.of(compared(operand, OF_ARRAYS, operand.values()));
            case "jsonb" -> Stream.of(compared(operand, OF_DOCUMENTS, operand.values()), FullText.of(operand));
            case "int4", "numeric", "date", "timestamptz" ->
                operand.isBucket() ? Stream.of() : Stream.of(contained(operand));
            default -> Stream.of();
        };
    }

    private static Arbitrary<Condition> compared(Operand operand) {
        var distinct = Arbitraries.of(operand.values())
                .map(value -> Condition.of(
                        operand,
                        "isdistinct",
                        value,
                        false,
                        "(%s IS DISTINCT FROM %s)".formatted(operand.sql(), operand.literal(value))));
        return Arbitraries.frequencyOf(
                Tuple.of(6, compared(operand, COMPARISONS, operand.values())), Tuple.of(1, distinct));
    }

    private static Arbitrary<Condition> compared(Operand operand, Map<String, String> operators, List<String> values) {
        var right = operators.equals(EXPRESSIONS) ? "text" : operand.type();
        return Combinators.combine(operator(operators), Arbitraries.of(values), Arbitraries.of(true, false))
                .as((operator, value, bare) -> {
                    var sql = "(%s %s %s)"
                            .formatted(operand.sql(), sql(operators, operator), Operand.literal(value, right));
                    var isBare = bare && OF_RANGES.containsKey(operator) && BRACKETED.test(value);
                    return Condition.of(operand, operator, value, isBare, sql);
                });
    }

    private static Arbitrary<Condition> comparedEach(Operand operand) {
        return Combinators.combine(
                        operator(COMPARISONS),
                        Arbitraries.of("any", "all"),
                        Arbitraries.of(operand.values()).list().ofMaxSize(3),
                        Arbitraries.of(true, false))
                .as((operator, quantifier, values, withNull) ->
                        each(operand, operator, sql(COMPARISONS, operator), quantifier, values, values, withNull));
    }

    private static Condition each(
            Operand operand,
            String word,
            String operator,
            String quantifier,
            List<String> values,
            List<String> compared,
            boolean withNull) {
        var nulls = withNull ? List.of("NULL") : List.<String>of();
        var array = Stream.concat(values.stream().map(Condition::quoted), nulls.stream())
                .collect(joining(",", "{", "}"));
        var sql = Stream.concat(compared.stream().map(operand::literal), nulls.stream())
                .collect(joining(", ", "ARRAY[", "]"));
        return Condition.of(
                operand,
                "%s(%s)".formatted(word, quantifier),
                array,
                true,
                "(%s %s %s (CAST(%s AS %s[])))".formatted(operand.sql(), operator, quantifier, sql, operand.type()));
    }

    private static Arbitrary<Condition> listed(Operand operand) {
        return Arbitraries.of(operand.values()).list().ofMaxSize(3).map(values -> {
            var list = values.stream().map(Condition::quoted).collect(joining(",", "(", ")"));
            var sql = values.isEmpty()
                    ? "false"
                    : values.stream().map(operand::literal).collect(joining(", ", operand.sql() + " IN (", ")"));
            return Condition.of(operand, "in", list, true, "(%s)".formatted(sql));
        });
    }

    private static Arbitrary<Condition> is(Operand operand) {
        return Arbitraries.of(operand.type().equals("bool") ? STATES_OF_FLAGS : STATES)
                .map(state -> Condition.of(
                        operand, "is", state, true, "(%s IS %s)".formatted(operand.sql(), state.replace('_', ' '))));
    }

    private static Arbitrary<Condition> patterns(Operand operand) {
        return Combinators.combine(operator(PATTERNS), Arbitraries.of(ASTERISKS))
                .as((operator, pattern) -> Condition.of(
                        operand,
                        operator,
                        pattern,
                        false,
                        "(%s %s %s)"
                                .formatted(
                                        operand.sql(),
                                        sql(PATTERNS, operator),
                                        Operand.literal(pattern.replace('*', '%'), "text"))));
    }

    private static Arbitrary<Condition> patternsEach(Operand operand) {
        return Combinators.combine(
                        operator(PATTERNS),
                        Arbitraries.of("any", "all"),
                        Arbitraries.of(ASTERISKS).list().ofMaxSize(3))
                .as((operator, quantifier, patterns) -> each(
                        operand,
                        operator,
                        sql(PATTERNS, operator),
                        quantifier,
                        patterns,
                        patterns.stream()
                                .map(pattern -> pattern.replace('*', '%'))
                                .toList(),
                        false));
    }

    private static Arbitrary<Condition> contained(Operand operand) {
        return Combinators.combine(
                        Arbitraries.of(BOUNDS.getOrDefault(operand.type(), List.of())), Arbitraries.of(true, false))
                .as((range, bare) -> {
                    var type = RANGES.getOrDefault(operand.type(), "");
                    var sql = "(%s <@ %s)".formatted(operand.sql(), Operand.literal(range, type));
                    return Condition.of(operand, "cd", range, bare, sql);
                });
    }

    private static String sql(Map<String, String> operators, String word) {
        return operators.getOrDefault(word, word);
    }

    private static Arbitrary<String> operator(Map<String, String> operators) {
        return Arbitraries.of(operators.keySet().stream().sorted().toList());
    }
}
