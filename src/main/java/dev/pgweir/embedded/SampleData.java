package dev.pgweir.embedded;

import io.trino.tpch.Customer;
import io.trino.tpch.CustomerGenerator;
import io.trino.tpch.Distributions;
import io.trino.tpch.Order;
import io.trino.tpch.OrderGenerator;
import io.trino.tpch.TextPool;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.Function;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sample tables {@code sales} and {@code users}, derived from TPC-H: the same rows at every start. They are
 * generated while they are loaded, so a large scale factor takes no more memory than a small one.
 *
 * @param scaleFactor the scale factor of TPC-H
 */
record SampleData(double scaleFactor) {

    /** From 1992–1998 to 2020–2026. After 28 years leap years and weekdays fall alike. */
    private static final int YEARS_LATER = 28;

    private static final Distributions DISTRIBUTIONS = Distributions.getDefaultDistributions();

    /** Where the generator takes comments from, which are not loaded: the default is a pool of 300 MB. */
    private static final TextPool COMMENTS = new TextPool(100_000, DISTRIBUTIONS);

    private static final Duration REPORT_INTERVAL = Duration.ofSeconds(5);
    private static final Logger log = LoggerFactory.getLogger(SampleData.class);

    /** Makes and fills the tables, wholly or not at all. */
    void load(Connection connection) throws IOException, SQLException {
        connection.setAutoCommit(false);
        Bootstrap.execute(connection, Bootstrap.script("sample-tables.sql"));
        var customers = new CustomerGenerator(scaleFactor, 1, 1, DISTRIBUTIONS, () -> COMMENTS);
        copy(connection, "users", "user_id, name, email", customers, SampleData::user);
        var orders = new OrderGenerator(scaleFactor, 1, 1, DISTRIBUTIONS, () -> COMMENTS);
        copy(connection, "sales", "order_id, order_date, order_amount", orders, SampleData::sale);
        Bootstrap.execute(connection, Bootstrap.script("sample-indexes.sql"));
        Bootstrap.execute(connection, Bootstrap.script("sample-owner.sql"));
        connection.commit();
        connection.setAutoCommit(true);
        Bootstrap.execute(connection, "ANALYZE users, sales");
    }

    private static <T> void copy(
            Connection connection, String table, String columns, Iterable<T> rows, Function<T, String> format)
            throws IOException, SQLException {
        var statement = "COPY %s (%s) FROM STDIN".formatted(table, columns);
        var loaded = 0L;
        var nextReport = Instant.now().plus(REPORT_INTERVAL);
        try (var copy = new PGCopyOutputStream(connection.unwrap(PGConnection.class), statement);
                var writer = new BufferedWriter(new OutputStreamWriter(copy, StandardCharsets.UTF_8))) {
            for (var row : rows) {
                writer.write(format.apply(row));
                loaded++;
                if (loaded % 10_000 == 0 && Instant.now().isAfter(nextReport)) {
                    log.info("Loaded {} rows of {} so far", loaded, table);
                    nextReport = Instant.now().plus(REPORT_INTERVAL);
                }
            }
        }
        log.info("Loaded {} rows of {}, derived from TPC-H", loaded, table);
    }

    private static String user(Customer customer) {
        return "%d\t%s\tcustomer%d@example.com\n"
                .formatted(customer.customerKey(), customer.name(), customer.customerKey());
    }

    private static String sale(Order order) {
        var date = LocalDate.ofEpochDay(order.orderDate()).plusYears(YEARS_LATER);
        return order.orderKey() + "\t" + date + "\t" + BigDecimal.valueOf(order.totalPriceInCents(), 2) + "\n";
    }
}
