package dev.pgweir.web.partition;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Tables of sales with a partition a month. */
final class Sales {

    private Sales() {}

    /** Statements that make a table with a partition for each of so many months from January 2024 on, and no row. */
    static List<String> table(String name, String id, int months) {
        List<String> statements = new ArrayList<>();
        statements.add(
                "CREATE TABLE %s (sale_id %s, sale_date date, amount int, PRIMARY KEY (sale_id, sale_date)) PARTITION BY RANGE (sale_date)"
                        .formatted(name, id));
        statements.add("GRANT ALL ON %s TO pgweir".formatted(name));
        var first = LocalDate.of(2024, 1, 1);
        for (var month = 0; month < months; month++) {
            var from = first.plusMonths(month);
            statements.add("CREATE TABLE %s_%d PARTITION OF %1$s FOR VALUES FROM ('%s') TO ('%s')"
                    .formatted(name, month + 1, from, from.plusMonths(1)));
        }
        return statements;
    }

    /** A statement that fills a table with a row a day, numbered from 1. */
    static String daily(String name, int days) {
        return "INSERT INTO %s SELECT i, date '2024-01-01' + i - 1, i %% 10 FROM generate_series(1, %d) AS i"
                .formatted(name, days);
    }
}
