package dev.pgweir.web.partition;

import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Ways to partition a table of a few hundred rows: id, key, region and amount. */
enum Layout {
    MONTHS_WITH_GAPS(
            "date",
            "PRIMARY KEY (id, key)",
            "RANGE (key)",
            "date '2024-01-01' + i % 31 + (ARRAY[0, 60, 121, 182, 213])[i % 5 + 1]") {
        @Override
        List<String> partitions() {
            return List.of(
                    "FROM ('2024-01-01') TO ('2024-02-01')",
                    "FROM ('2024-03-01') TO ('2024-04-01')",
                    "FROM ('2024-05-01') TO ('2024-07-01')",
                    "FROM ('2024-07-01') TO ('2024-08-01')",
                    "FROM ('2024-08-01') TO ('2024-10-01')",
                    "FROM ('2025-01-01') TO ('2025-02-01')");
        }
    },
    TIMES_WITHOUT_KEY("timestamptz", "", "RANGE (key)", "timestamptz '2024-01-01Z' + i % 240 * interval '1 hour'") {
        @Override
        List<String> partitions() {
            return List.of(
                    "FROM (MINVALUE) TO ('2024-01-02Z')",
                    "FROM ('2024-01-02Z') TO ('2024-01-05Z')",
                    "FROM ('2024-01-05Z') TO ('2024-01-09Z')",
                    "FROM ('2024-01-09Z') TO (MAXVALUE)");
        }
    },
    NUMBERS("int", "PRIMARY KEY (key, id)", "RANGE (key)", "i * 7919 % 300") {
        @Override
        List<String> partitions() {
            return List.of("FROM (0) TO (50)", "FROM (50) TO (60)", "FROM (60) TO (250)", "FROM (250) TO (400)");
        }
    },
    WITH_DEFAULT("date", "PRIMARY KEY (id, key)", "RANGE (key)", "date '2024-01-01' + i % 90") {
        @Override
        List<String> partitions() {
            return List.of("FROM ('2024-01-10') TO ('2024-02-01')", "FROM ('2024-03-01') TO ('2024-03-10')", "DEFAULT");
        }
    },
    WITH_DEFAULT_AND_NULLS(
            "date", "UNIQUE (id, key)", "RANGE (key)", "nullif(date '2024-01-01' + i % 30, '2024-01-05')") {
        @Override
        List<String> partitions() {
            return List.of("FROM ('2024-01-10') TO ('2024-02-01')", "DEFAULT");
        }
    },
    TWO_COLUMNS("date", "PRIMARY KEY (key, id)", "RANGE (key, id)", "date '2024-01-01' + i % 4") {
        @Override
        List<String> partitions() {
            return List.of(
                    "FROM ('2024-01-01', 0) TO ('2024-01-02', 150)",
                    "FROM ('2024-01-02', 150) TO ('2024-01-02', 250)",
                    "FROM ('2024-01-02', 250) TO ('2024-01-04', 7)",
                    "FROM ('2024-01-04', 7) TO (MAXVALUE, MAXVALUE)");
        }
    },
    IDENTIFIERS(
            "uuid",
            "PRIMARY KEY (key)",
            "RANGE (key)",
            "lpad(to_hex(i * 7919 % 65536), 4, '0')::text || '0000-0000-7000-8000-000000000000'") {
        @Override
        List<String> partitions() {
            return List.of(
                    "FROM (MINVALUE) TO ('40000000-0000-7000-8000-000000000000')",
                    "FROM ('40000000-0000-7000-8000-000000000000') TO ('80000000-0000-7000-8000-000000000000')",
                    "FROM ('80000000-0000-7000-8000-000000000000') TO (MAXVALUE)");
        }
    },
    LISTS("int", "PRIMARY KEY (id, region)", "LIST (region)", "i % 50") {
        @Override
        List<String> partitions() {
            return List.of("IN ('north', 'south')", "IN ('east')", "IN ('west')");
        }
    },
    HASHES("int", "PRIMARY KEY (id)", "HASH (id)", "i % 50") {
        @Override
        List<String> partitions() {
            return List.of("WITH (MODULUS 2, REMAINDER 0)", "WITH (MODULUS 2, REMAINDER 1)");
        }
    };

    private static final int ROWS = 300;

    private final String type;
    private final String constraint;
    private final String partitioning;
    private final String key;

    Layout(String type, String constraint, String partitioning, String key) {
        this.type = type;
        this.constraint = constraint;
        this.partitioning = partitioning;
        this.key = key;
    }

    abstract List<String> partitions();

    String table() {
        return "walk_" + name().toLowerCase(Locale.ROOT);
    }

    /** Makes the table and its rows. */
    List<String> statements() {
        var create = "CREATE TABLE %s (id int, key %s, region text, amount int%s) PARTITION BY %s"
                .formatted(table(), type, constraint.isEmpty() ? "" : ", " + constraint, partitioning);
        var partitions = new StringBuilder();
        for (var i = 0; i < partitions().size(); i++) {
            var bounds = partitions().get(i);
            partitions.append("CREATE TABLE %s_%d PARTITION OF %1$s %s %s;"
                    .formatted(table(), i, bounds.equals("DEFAULT") ? "" : "FOR VALUES", bounds));
        }
        var fill =
                "INSERT INTO %s SELECT i, (%s)::%s, (ARRAY['north','south','east','west'])[i %% 4 + 1], i %% 13 FROM generate_series(1, %d) i"
                        .formatted(table(), key, type, ROWS);
        return List.of(create, partitions.toString(), fill, "GRANT ALL ON %s TO pgweir".formatted(table()));
    }

    /** A value of the key, written so that a URL takes it as it is. */
    String value(Random random) {
        return switch (this) {
            case MONTHS_WITH_GAPS -> "2024-%02d-%02d".formatted(1 + random.nextInt(12), 1 + random.nextInt(28));
            case TIMES_WITHOUT_KEY -> "2024-01-%02dT%02d:00:00".formatted(1 + random.nextInt(12), random.nextInt(24));
            case WITH_DEFAULT, WITH_DEFAULT_AND_NULLS ->
                "2024-%02d-%02d".formatted(1 + random.nextInt(3), 1 + random.nextInt(28));
            case TWO_COLUMNS -> "2024-01-0" + (1 + random.nextInt(5));
            case IDENTIFIERS -> "%04x0000-0000-7000-8000-000000000000".formatted(random.nextInt(65536));
            case NUMBERS, LISTS, HASHES -> Integer.toString(random.nextInt(300));
        };
    }
}
