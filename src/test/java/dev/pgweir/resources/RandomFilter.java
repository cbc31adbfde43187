package dev.pgweir.resources;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A condition in both languages.
 *
 * @param name the parameter that would hold it
 * @param value the parameter's value
 * @param sql the same in SQL
 */
record RandomFilter(String name, String value, String sql) {

    private static final Map<String, List<String>> VALUES = Map.of(
            "id", List.of("1", "17", "30", "60", "99"),
            "day", List.of("2024-01-01", "2024-01-04", "2024-01-08", "infinity"),
            "number", List.of("-1", "0", "2147483647", "7"),
            "text", List.of("", "a", "A", "ä", "b,c", "\"q\"", "50%", "x_y", "tab\t", "(b)", "b\\"),
            "amount", List.of("1", "1.000", "NaN", "Infinity", "12345678901234567890.123"),
            "real", List.of("0", "0.1", "NaN", "-Infinity"),
            "moment",
                    List.of("2024-01-01T00:00:00Z", "2024-01-01 02:00:00+02", "infinity", "0044-03-15 00:00:00+00 BC"),
            "span", List.of("1 day", "24:00:00", "1 month"),
            "flag", List.of("true", "f"),
            "mood", List.of("sad", "happy"));
    private static final List<String> COLUMNS =
            VALUES.keySet().stream().sorted().toList();
    private static final Map<String, String> COMPARISONS =
            Map.of("eq", "=", "neq", "<>", "gt", ">", "gte", ">=", "lt", "<", "lte", "<=");
    private static final List<String> PATTERNS = List.of("a*", "*%*", "x\\_y", "_", "*", "B*");

    static RandomFilter any(Random random, int depth) {
        return depth > 0 && random.nextInt(3) > 0 ? group(random, depth) : column(random);
    }

    /** The filter as a parameter of a query, not yet encoded. */
    String parameter() {
        return name + "=" + value;
    }

    private static RandomFilter group(Random random, int depth) {
        var word = choose(random, List.of("and", "or", "not.and", "not.or"));
        var parts = IntStream.rangeClosed(0, random.nextInt(3))
                .mapToObj(i -> any(random, depth - 1))
                .toList();
        var value = parts.stream().map(RandomFilter::member).collect(Collectors.joining(",", "(", ")"));
        var separator = word.endsWith("or") ? " OR " : " AND ";
        var sql = parts.stream().map(RandomFilter::sql).collect(Collectors.joining(separator, "(", ")"));
        return new RandomFilter(word, value, word.startsWith("not.") ? "(NOT " + sql + ")" : sql);
    }

    /** The filter as it stands inside a group: without an equals sign, and with its value in quotes. */
    private String member() {
        if (name.endsWith("and") || name.endsWith("or")) {
            return name + value;
        }
        var operator = value.startsWith("not.") ? value.indexOf('.', 4) + 1 : value.indexOf('.') + 1;
        var operand = value.substring(operator);
        return name + "." + value.substring(0, operator)
                + (operand.startsWith("(") && value.contains("in.(") ? operand : quoted(operand));
    }

    private static RandomFilter column(Random random) {
        var column = choose(random, COLUMNS);
        var negated = random.nextInt(4) == 0;
        var filter = switch (random.nextInt(6)) {
            case 0 -> in(column, random);
            case 1 -> is(column, random);
            case 2 -> pattern(random);
            default -> comparison(column, random);
        };
        return negated ? new RandomFilter(filter.name, "not." + filter.value, "(NOT " + filter.sql + ")") : filter;
    }

    private static RandomFilter comparison(String column, Random random) {
        var operator = choose(random, COMPARISONS.keySet().stream().sorted().toList());
        var value = choose(random, values(column));
        return new RandomFilter(
                column,
                operator + "." + value,
                "\"%s\" %s %s".formatted(column, COMPARISONS.get(operator), literal(value)));
    }

    private static RandomFilter in(String column, Random random) {
        var values =
                values(column).stream().filter(value -> random.nextBoolean()).toList();
        var list = values.stream().map(RandomFilter::quoted).collect(Collectors.joining(",", "in.(", ")"));
        var sql = values.isEmpty()
                ? "(\"%s\" = NULL AND false)".formatted(column)
                : values.stream()
                        .map(RandomFilter::literal)
                        .collect(Collectors.joining(", ", "\"" + column + "\" IN (", ")"));
        return new RandomFilter(column, list, sql);
    }

    private static RandomFilter is(String column, Random random) {
        var state = choose(
                random,
                column.equals("flag") ? List.of("true", "false", "unknown", "null") : List.of("null", "not_null"));
        return new RandomFilter(column, "is." + state, "\"%s\" IS %s".formatted(column, state.replace('_', ' ')));
    }

    private static RandomFilter pattern(Random random) {
        var operator = choose(random, List.of("like", "ilike"));
        var pattern = choose(random, PATTERNS);
        return new RandomFilter(
                "text", operator + "." + pattern, "text %s %s".formatted(operator, literal(pattern.replace('*', '%'))));
    }

    private static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String literal(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    private static List<String> values(String column) {
        return VALUES.getOrDefault(column, List.of());
    }

    private static <T> T choose(Random random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
