package dev.pgweir.resources.oracle;

import static java.util.stream.Collectors.joining;

import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.SharedSchema;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A table partitioned by range, with many nulls and equal values, in types whose equal values may have unequal texts. Its
 * key is {@code (day, id)}; {@code id} alone tells its rows apart too.
 */
final class ManyTypes {

    private static final int ROWS = 60;

    /** One list a column behind the key, in the order of the table. */
    private static final List<List<String>> VALUES = List.of(
            List.of("NULL", "-1", "0", "1", "2147483647"),
            List.of("NULL", "''", "'a'", "'A'", "'ä'", "'b,c'", "'\"q\"'", "'50%'", "'x_y'", "E'tab\\t'", "'b\\'"),
            List.of("NULL", "1", "1.0", "1.00", "-0.5", "'NaN'", "'Infinity'", "12345678901234567890.123"),
            List.of("NULL", "0", "'-0'", "0.1", "1e-300", "'NaN'", "'-Infinity'"),
            List.of(
                    "NULL",
                    "'2024-01-01 00:00Z'",
                    "'2024-01-01 00:00:00.000001Z'",
                    "'2024-03-31 23:59:59.999999Z'",
                    "'infinity'",
                    "'0044-03-15 00:00Z BC'"),
            List.of("NULL", "'1 day'", "'24 hours'", "'1 month'", "'30 days'", "'-1 second'"),
            List.of("NULL", "true", "false"),
            List.of("NULL", "'sad'", "'ok'", "'happy'"),
            List.of("'a'", "'a '", "'b'"),
            List.of("1", "2", "3"),
            List.of("NULL", "'{}'", "'{a}'", "'{a,b}'", "'{b,NULL,\"c,d\"}'"),
            List.of("NULL", "'empty'", "'(,)'", "'[2024-01-02,2024-01-05)'", "'[2024-01-05,2024-01-07)'"),
            List.of(
                    "NULL",
                    "'null'",
                    "'{\"name\": \"a\", \"size\": 1, \"list\": [1, \"x\"]}'",
                    "'{\"name\": \"B\", \"size\": 2.50, \"list\": []}'",
                    "'{\"name\": null, \"size\": \"1\", \"o.d \\\"d\": {\"deep\": true}}'",
                    "'[1, 2]'"),
            List.of("NULL", "'the fat cat sat'", "'a cat on a mat'", "'dogs, not cats'"));

    private ManyTypes() {}

    static void create(Gateway gateway) {
        SharedSchema.change(
                gateway,
                "CREATE TYPE many_mood AS ENUM ('sad', 'ok', 'happy')",
                """
                CREATE TABLE many (
                    id int, day date, number int, text text, amount numeric, "real" float8, moment timestamptz,
                    span interval, flag bool, mood many_mood, padded char(4) NOT NULL, small int2 NOT NULL,
                    tags text[], period daterange, data jsonb, prose text,
                    words tsvector GENERATED ALWAYS AS (to_tsvector('simple', prose)) STORED,
                    PRIMARY KEY (day, id)
                ) PARTITION BY RANGE (day)""",
                "CREATE TABLE many_1 PARTITION OF many FOR VALUES FROM ('2024-01-01') TO ('2024-01-04')",
                "CREATE TABLE many_2 PARTITION OF many FOR VALUES FROM ('2024-01-04') TO ('2024-01-09')",
                rows());
    }

    static void drop(Gateway gateway) {
        SharedSchema.change(gateway, "DROP TABLE many", "DROP TYPE many_mood");
    }

    /** The same rows in every run. */
    private static String rows() {
        var random = new Random(1);
        return IntStream.rangeClosed(1, ROWS)
                .mapToObj(id -> VALUES.stream()
                        .map(values -> values.get(random.nextInt(values.size())))
                        .collect(joining(", ", "(%d, '2024-01-%02d', ".formatted(id, 1 + random.nextInt(8)), ")")))
                .collect(joining(", ", "INSERT INTO many VALUES ", ""));
    }
}
