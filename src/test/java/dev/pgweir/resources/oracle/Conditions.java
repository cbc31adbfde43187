package dev.pgweir.resources.oracle;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Draws conditions, of every operator that applies to an operand. */
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

    private static final List<Operand> COMPARABLE = Stream.of(Operand.COLUMNS, Operand.PATHS, Operand.BUCKETS)
            .flatMap(List::stream)
            .toList();

    private final Draw draw;

    Conditions(Draw draw) {
        this.draw = draw;
    }

    /** A condition on rows, nested up to this depth. */
    Condition onRows(int depth) {
        return nested(depth, () -> draw.any(ofOperand(draw.of(COMPARABLE))));
    }

    /** A condition on any of these operands, nested up to this depth. */
    Condition on(List<Operand> operands, int depth) {
        return nested(depth, () -> compared(draw.of(operands)));
    }

    private Condition nested(int depth, Supplier<Condition> single) {
        var condition = depth > 0 && draw.oneIn(3)
                ? Condition.group(draw.of(List.of("and", "or")), draw.list(1, 3, () -> nested(depth - 1, single)))
                : single.get();
        return draw.oneIn(4) ? condition.negated() : condition;
    }

    private List<Supplier<Condition>> ofOperand(Operand operand) {
        Stream<Supplier<Condition>> each = operand.isArray() ? Stream.of() : Stream.of(() -> comparedEach(operand));
        Stream<Supplier<Condition>> all = Stream.of(() -> compared(operand), () -> listed(operand), () -> is(operand));
        return Stream.of(all, each, ofType(operand))
                .flatMap(conditions -> conditions)
                .toList();
    }

    private Stream<Supplier<Condition>> ofType(Operand operand) {
        return switch (operand.type()) {
            case "text" ->
                Stream.of(
                        () -> patterns(operand),
                        () -> patternsEach(operand),
                        () -> compared(operand, EXPRESSIONS, REGULAR),
                        () -> FullText.of(operand, draw));
            case "bpchar" -> Stream.of(() -> patterns(operand), () -> compared(operand, EXPRESSIONS, REGULAR));
            case "tsvector" -> Stream.of(() -> FullText.of(operand, draw));
            case "daterange" -> Stream.of(() -> compared(operand, OF_RANGES, operand.values()));
            case "text[]" -> Stream.of(() -> compared(operand, OF_ARRAYS, operand.values()));
            case "jsonb" ->
                Stream.of(() -> compared(operand, OF_DOCUMENTS, operand.values()), () -> FullText.of(operand, draw));
            case "int4", "numeric", "date", "timestamptz" ->
                operand.isBucket() ? Stream.of() : Stream.of(() -> contained(operand));
            default -> Stream.of();
        };
    }

    private Condition compared(Operand operand) {
        if (!draw.oneIn(7)) {
            return compared(operand, COMPARISONS, operand.values());
        }
        var value = draw.of(operand.values());
        var sql = "(%s IS DISTINCT FROM %s)".formatted(operand.sql(), operand.literal(value));
        return Condition.of(operand, "isdistinct", value, false, sql);
    }

    private Condition compared(Operand operand, Map<String, String> operators, List<String> values) {
        var operator = operator(operators);
        var value = draw.of(values);
        var right = operators.equals(EXPRESSIONS) ? "text" : operand.type();
        var sql = "(%s %s %s)".formatted(operand.sql(), sql(operators, operator), Operand.literal(value, right));
        var isBare = draw.oneIn(2) && OF_RANGES.containsKey(operator) && BRACKETED.test(value);
        return Condition.of(operand, operator, value, isBare, sql);
    }

    private Condition comparedEach(Operand operand) {
        var values = draw.list(0, 3, () -> draw.of(operand.values()));
        return each(operand, operator(COMPARISONS), COMPARISONS, values, values, draw.oneIn(2));
    }

    private Condition each(
            Operand operand,
            String word,
            Map<String, String> operators,
            List<String> values,
            List<String> compared,
            boolean withNull) {
        var quantifier = draw.of(List.of("any", "all"));
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
                "(%s %s %s (CAST(%s AS %s[])))"
                        .formatted(operand.sql(), sql(operators, word), quantifier, sql, operand.type()));
    }

    private Condition listed(Operand operand) {
        var values = draw.list(0, 3, () -> draw.of(operand.values()));
        var list = values.stream().map(Condition::quoted).collect(joining(",", "(", ")"));
        var sql = values.isEmpty()
                ? "false"
                : values.stream().map(operand::literal).collect(joining(", ", operand.sql() + " IN (", ")"));
        return Condition.of(operand, "in", list, true, "(%s)".formatted(sql));
    }

    private Condition is(Operand operand) {
        var state = draw.of(operand.type().equals("bool") ? STATES_OF_FLAGS : STATES);
        return Condition.of(operand, "is", state, true, "(%s IS %s)".formatted(operand.sql(), state.replace('_', ' ')));
    }

    private Condition patterns(Operand operand) {
        var operator = operator(PATTERNS);
        var pattern = draw.of(ASTERISKS);
        var literal = Operand.literal(pattern.replace('*', '%'), "text");
        var sql = "(%s %s %s)".formatted(operand.sql(), sql(PATTERNS, operator), literal);
        return Condition.of(operand, operator, pattern, false, sql);
    }

    private Condition patternsEach(Operand operand) {
        var patterns = draw.list(0, 3, () -> draw.of(ASTERISKS));
        var compared =
                patterns.stream().map(pattern -> pattern.replace('*', '%')).toList();
        return each(operand, operator(PATTERNS), PATTERNS, patterns, compared, false);
    }

    private Condition contained(Operand operand) {
        var range = draw.of(BOUNDS.getOrDefault(operand.type(), List.of()));
        var type = RANGES.getOrDefault(operand.type(), "");
        var sql = "(%s <@ %s)".formatted(operand.sql(), Operand.literal(range, type));
        return Condition.of(operand, "cd", range, draw.oneIn(2), sql);
    }

    private static String sql(Map<String, String> operators, String word) {
        return operators.getOrDefault(word, word);
    }

    private String operator(Map<String, String> operators) {
        return draw.of(operators.keySet().stream().sorted().toList());
    }
}
