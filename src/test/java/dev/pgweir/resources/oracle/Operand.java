package dev.pgweir.resources.oracle;

import java.util.List;

/**
 * What has a value, in both languages.
 *
 * @param text as a request writes it
 * @param sql as SQL writes it
 * @param name what an answer calls it
 * @param type its type in SQL
 * @param values texts to compare it with
 */
record Operand(String text, String sql, String name, String type, List<String> values) {

    private static final List<String> DAYS = List.of("2024-01-01", "2024-01-04", "2024-01-08", "infinity");
    private static final List<String> NUMBERS = List.of("-1", "0", "2147483647", "7");
    private static final List<String> TEXTS =
            List.of("", "a", "A", "ä", "b,c", "\"q\"", "50%", "x_y", "tab\t", "(b)", "b\\", "NULL", "null", "{a}");
    private static final List<String> MOMENTS = List.of(
            "2024-01-01T00:00:00Z", "2024-01-01 02:00:00+02", "2024-03-31", "infinity", "0044-03-15 00:00:00+00 BC");
    private static final List<String> DOCUMENTS =
            List.of("1", "2.5", "\"1\"", "\"x\"", "null", "[]", "[1, 2]", "{\"deep\": true}", "true");

    static final List<Operand> COLUMNS = List.of(
            column("id", "int4", List.of("1", "17", "30", "60", "99")),
            column("day", "date", DAYS),
            column("number", "int4", NUMBERS),
            column("text", "text", TEXTS),
            column("amount", "numeric", List.of("1", "1.000", "NaN", "Infinity", "12345678901234567890.123")),
            column("real", "float8", List.of("0", "0.1", "NaN", "-Infinity")),
            column("moment", "timestamptz", MOMENTS),
            column("span", "interval", List.of("1 day", "24:00:00", "1 month")),
            column("flag", "bool", List.of("true", "f")),
            column("mood", "many_mood", List.of("sad", "happy")),
            column("padded", "bpchar", List.of("a", "a  ", "c")),
            column("small", "int2", List.of("1", "3", "-7")),
            column("tags", "text[]", List.of("{}", "{a}", "{\"c,d\"}", "{a,b}", "{NULL}")),
            column("period", "daterange", List.of("empty", "(,)", "[2024-01-02,2024-01-05)", "[2024-01-04,infinity]")),
            column("data", "jsonb", List.of("{\"size\": 1}", "null", "[1]", "{\"name\": \"a\"}", "\"a\"", "1")),
            column("prose", "text", List.of("the fat cat sat", "cat")),
            column("words", "tsvector", List.of("'cat':3", "")));

    static final List<Operand> PATHS = List.of(
            path("data->>name", "m.data ->> 'name'", "name", "text", TEXTS),
            path("data->size", "m.data -> 'size'", "size", "jsonb", DOCUMENTS),
            path("data->list->0", "m.data -> 'list' -> 0", "list", "jsonb", DOCUMENTS),
            path("data->list->>-1", "m.data -> 'list' ->> -1", "list", "text", TEXTS),
            path("data->1", "m.data -> 1", "data", "jsonb", DOCUMENTS),
            path("data->\"o.d \\\"d\"->deep", "m.data -> 'o.d \"d' -> 'deep'", "deep", "jsonb", DOCUMENTS),
            path("tags->>0", "to_jsonb(m.tags) ->> 0", "tags", "text", TEXTS));

    static final List<Operand> BUCKETS = List.of(
            bucket("day", "date", "week", DAYS),
            bucket("day", "date", "month", DAYS),
            bucket("moment", "timestamptz", "hour", MOMENTS),
            bucket("moment", "timestamptz", "month", MOMENTS),
            bucket("moment", "timestamptz", "quarter", MOMENTS));

    private static Operand column(String name, String type, List<String> values) {
        return new Operand(name, "m.\"" + name + '"', name, type, values);
    }

    private static Operand path(String text, String sql, String name, String type, List<String> values) {
        return new Operand(text, "(%s)".formatted(sql), name, type, values);
    }

    private static Operand bucket(String column, String type, String unit, List<String> values) {
        var sql = type.equals("date")
                ? "CAST(date_trunc('%s', CAST(m.%s AS timestamp)) AS date)".formatted(unit, column)
                : "date_trunc('%s', m.%s, 'UTC')".formatted(unit, column);
        return new Operand("%s.bucket(%s)".formatted(column, unit), sql, column, type, values);
    }

    Operand aggregated(String function, String type, List<String> compared) {
        return new Operand(text + "." + function + "()", "%s(%s)".formatted(function, sql), function, type, compared);
    }

    Operand cast(String type) {
        return new Operand(text + "::" + type, "CAST(%s AS %s)".formatted(sql, type), name, type, values);
    }

    boolean isArray() {
        return type.endsWith("[]");
    }

    boolean isBucket() {
        return text.contains(".bucket(");
    }

    /** A text of the operand's type in SQL. */
    String literal(String value) {
        return literal(value, type);
    }

    static String literal(String value, String type) {
        return "CAST('%s' AS %s)".formatted(value.replace("'", "''"), type);
    }
}
