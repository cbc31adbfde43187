package dev.pgweir.resources.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A question in both languages.
 *
 * @param query of the request for its first page, encoded
 * @param text the same, for people
 * @param sql the statement that gives the rows of all pages
 */
record Question(String query, String text, String sql) {

    private static final List<Operand> KEY =
            Stream.of("day", "id").map(Question::column).toList();
    private static final List<Operand> ALL = Stream.of(Operand.COLUMNS, Operand.PATHS, Operand.BUCKETS)
            .flatMap(List::stream)
            .toList();

    /** Groups by these have one text each. */
    private static final List<Operand> GROUPED = Stream.concat(
                    Stream.of("day", "number", "text", "flag", "mood", "padded", "small", "tags")
                            .map(Question::column),
                    Stream.of(
                            Operand.PATHS.get(0), Operand.PATHS.get(3), Operand.BUCKETS.get(0), Operand.BUCKETS.get(3)))
            .toList();

    private static final List<Operand> AGGREGATES = List.of(
            new Operand("count()", "count(*)", "count", "int8", List.of("0", "1", "7")),
            column("number").aggregated("sum", "int8", List.of("0", "2147483647", "2147483648")),
            column("number").aggregated("count", "int8", List.of("0", "1", "3")),
            column("amount").aggregated("sum", "numeric", List.of("1", "NaN", "2.00")),
            column("amount").aggregated("avg", "numeric", List.of("1", "0.25")),
            column("small").aggregated("avg", "numeric", List.of("1", "2.0")),
            column("day").aggregated("min", "date", column("day").values()),
            column("moment").aggregated("max", "timestamptz", column("moment").values()),
            column("text").aggregated("max", "text", column("text").values()),
            Operand.PATHS.get(0).aggregated("min", "text", column("text").values()));

    private static final List<Operand> SELECTED =
            Stream.concat(ALL.stream(), casts()).toList();
    private static final List<Operand> SELECTED_OF_GROUPS =
            Stream.concat(GROUPED.stream(), AGGREGATES.stream()).toList();

    /** A question for rows. */
    static Question forRows(Draw draw) {
        var conditions = draw.list(0, 3, () -> new Conditions(draw).onRows(3));
        var ordering = Ordering.by(ALL, draw);
        var selection = Selection.of(SELECTED, 0, draw);
        return asked(
                conditions,
                selection,
                ordering,
                draw.of(List.of(3, 7, 20, 59, 60, 1000)),
                "SELECT %s FROM many m%s%s"
                        .formatted(selection.sql(), where(" WHERE ", conditions), ordering.sql(KEY)));
    }

    /** A question for groups. */
    static Question forGroups(Draw draw) {
        var selection = Stream.generate(() -> Selection.of(SELECTED_OF_GROUPS, 1, draw))
                .filter(some -> some.members().stream().anyMatch(member -> AGGREGATES.contains(member.operand())))
                .findFirst()
                .orElseThrow();
        var key = selection.members().stream()
                .map(Selection.Member::operand)
                .filter(operand -> !AGGREGATES.contains(operand))
                .toList();
        var orderable = Stream.concat(key.stream(), AGGREGATES.stream()).toList();
        return groups(
                selection,
                key,
                draw.list(0, 2, () -> new Conditions(draw).onRows(1)),
                draw.list(0, 2, () -> new Conditions(draw).on(AGGREGATES, 2)),
                Ordering.by(orderable, draw),
                draw.of(List.of(3, 7, 1000)));
    }

    private static Question groups(
            Selection selection,
            List<Operand> key,
            List<Condition> conditions,
            List<Condition> having,
            Ordering ordering,
            int limit) {
        var groups = key.isEmpty() ? "" : key.stream().map(Operand::sql).collect(joining(", ", " GROUP BY ", ""));
        return asked(
                Stream.concat(conditions.stream(), having.stream()).toList(),
                selection,
                ordering,
                limit,
                "SELECT %s FROM many m%s%s%s%s"
                        .formatted(
                                selection.sql(),
                                where(" WHERE ", conditions),
                                groups,
                                where(" HAVING ", having),
                                ordering.sql(key)));
    }

    private static Question asked(
            List<Condition> conditions, Selection selection, Ordering ordering, int limit, String sql) {
        List<String> encoded = new ArrayList<>(List.of("limit=" + limit));
        List<String> plain = new ArrayList<>(encoded);
        conditions.forEach(condition -> {
            encoded.add(condition.encoded());
            plain.add(condition.parameter());
        });
        if (!selection.members().isEmpty()) {
            encoded.add("select=" + URLEncoder.encode(selection.text(), UTF_8));
            plain.add("select=" + selection.text());
        }
        if (!ordering.terms().isEmpty()) {
            encoded.add("order=" + URLEncoder.encode(ordering.text(), UTF_8));
            plain.add("order=" + ordering.text());
        }
        return new Question(String.join("&", encoded), String.join("&", plain), sql);
    }

    private static String where(String keyword, List<Condition> conditions) {
        return conditions.isEmpty()
                ? ""
                : conditions.stream().map(Condition::sql).collect(joining(" AND ", keyword, ""));
    }

    private static Stream<Operand> casts() {
        return Stream.concat(
                ALL.stream().filter(operand -> !operand.isBucket()).map(operand -> operand.cast("text")),
                Stream.of(
                        column("number").cast("numeric"),
                        column("number").cast("float8"),
                        column("small").cast("int8"),
                        column("moment").cast("date"),
                        column("day").cast("timestamptz"),
                        column("flag").cast("int4")));
    }

    private static Operand column(String name) {
        return Operand.COLUMNS.stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public String toString() {
        return text + "\n    means " + sql;
    }
}
