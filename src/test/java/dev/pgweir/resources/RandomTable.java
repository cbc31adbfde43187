package dev.pgweir.resources;

import static java.util.stream.Collectors.joining;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Answers;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.SharedSchema;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A partitioned table with many nulls and equal values, in types whose equal values may have unequal texts. Its key is
 * {@code (day, id)}; {@code id} alone tells its rows apart too.
 */
final class RandomTable {

    static final List<String> COLUMNS = List.of(
            "id", "day", "number", "text", "amount", "real", "moment", "span", "flag", "mood", "padded", "small");

    private static final List<List<String>> VALUES = List.of(
            List.of("NULL", "-1", "0", "1", "2147483647"),
            List.of("NULL", "''", "'a'", "'A'", "'ä'", "'b,c'", "'\"q\"'", "'50%'", "'x_y'", "E'tab\\t'", "'b\\'"),
            List.of("NULL", "1", "1.0", "1.00", "-0.5", "'NaN'", "'Infinity'", "12345678901234567890.123"),
            List.of("NULL", "0", "'-0'", "0.1", "1e-300", "'NaN'", "'-Infinity'"),
            List.of(
                    "NULL",
                    "'2024-01-01 00:00Z'",
                    "'2024-01-01 00:00:00.000001Z'",
                    "'infinity'",
                    "'0044-03-15 00:00Z BC'"),
            List.of("NULL", "'1 day'", "'24 hours'", "'1 month'", "'30 days'", "'-1 second'"),
            List.of("NULL", "true", "false"),
            List.of("NULL", "'sad'", "'ok'", "'happy'"),
            List.of("'a'", "'a '", "'b'"),
            List.of("1", "2", "3"));

    private RandomTable() {}

    static void create(Gateway gateway) {
        SharedSchema.change(
                gateway,
                "CREATE TYPE random_mood AS ENUM ('sad', 'ok', 'happy')",
                """
                CREATE TABLE random_row (
                    id int, day date, number int, text text, amount numeric, "real" float8, moment timestamptz,
                    span interval, flag bool, mood random_mood, padded char(4) NOT NULL, small int2 NOT NULL,
                    PRIMARY KEY (day, id)
                ) PARTITION BY RANGE (day)""",
                "CREATE TABLE random_row_1 PARTITION OF random_row FOR VALUES FROM ('2024-01-01') TO ('2024-01-04')",
                "CREATE TABLE random_row_2 PARTITION OF random_row FOR VALUES FROM ('2024-01-04') TO ('2024-01-09')",
                rows());
    }

    static void drop(Gateway gateway) {
        SharedSchema.change(gateway, "DROP TABLE random_row", "DROP TYPE random_mood");
    }

    /** Sixty rows, the same in every run. */
    private static String rows() {
        var random = new Random(1);
        return IntStream.rangeClosed(1, 60)
                .mapToObj(id -> VALUES.stream()
                        .map(values -> values.get(random.nextInt(values.size())))
                        .collect(joining(", ", "(%d, '2024-01-%02d', ".formatted(id, 1 + random.nextInt(8)), ")")))
                .collect(joining(", ", "INSERT INTO random_row VALUES ", ""));
    }

    /** The ids that SQL gives. */
    static List<Integer> sql(String rest) {
        var ids = TestCluster.shared()
                .query(
                        "primary",
                        "SELECT coalesce(string_agg(id::text, ','), '') FROM (SELECT id FROM random_row %s) r"
                                .formatted(rest),
                        String.class);
        return ids.isEmpty()
                ? List.of()
                : Arrays.stream(ids.split(",")).map(Integer::valueOf).toList();
    }

    /** The ids that the gateway gives on this page and all that follow it. */
    static List<Integer> pages(Gateway gateway, String query) {
        return Answers.follow(gateway, "/random_row?" + query).stream()
                .map(row -> row.path("id").asInt())
                .toList();
    }
}
