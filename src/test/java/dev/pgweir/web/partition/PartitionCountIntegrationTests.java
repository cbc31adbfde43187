package dev.pgweir.web.partition;

import static dev.pgweir.testing.Answers.json;
import static dev.pgweir.testing.Answers.next;
import static dev.pgweir.testing.Answers.rows;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.PlanLog;
import dev.pgweir.testing.PlanLog.Planned;
import dev.pgweir.testing.StartedGateway;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** How many partitions and locks a request takes does not depend on how many partitions there are, by the plans that the server ran. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PartitionCountIntegrationTests {

    private static final List<Integer> SIZES = List.of(12, 84, 1000);
    private static final int ROWS_A_DAY = 5;

    /** On the third of all days. */
    private static final String KEY = "2024-01-03,12";

    private static final String THREE_DAYS = "sale_date=gte.2024-01-02&sale_date=lt.2024-01-05";
    private static final String RELATION_LOCKS =
            "SELECT relation::regclass::text FROM pg_locks WHERE pid = pg_backend_pid() AND relation::regclass::text LIKE 'sale_%'";

    private TestCluster cluster;
    private PlanLog log;
    private StartedGateway started;

    @BeforeAll
    void start() {
        cluster = TestCluster.start(0);
        log = new PlanLog(cluster);
        SIZES.forEach(this::createTable);
        started = StartedGateway.on(
                cluster,
                SIZES.stream()
                        .map(days -> "pgweir.partitions.tables.sale_%d.id=sale_id".formatted(days))
                        .toArray(String[]::new));
        // A gateway learns once where the rows of a table end.
        for (var days : SIZES) {
            send("GET", path(days, "?order=sale_date.desc&limit=1"), "", "handling=strict");
            send("GET", path(days, "?order=sale_date&limit=1"), "", "handling=strict");
        }
    }

    @AfterAll
    void stop() {
        started.close();
        cluster.close();
    }

    /** With a partition a day, and some rows in each. */
    private void createTable(int days) {
        var table = "sale_" + days;
        cluster.execute(
                "CREATE TABLE %s (sale_date date, sale_id int, amount int, PRIMARY KEY (sale_date, sale_id)) PARTITION BY RANGE (sale_date)"
                        .formatted(table),
                "CREATE INDEX ON %s (sale_id)".formatted(table),
                """
                DO $$BEGIN FOR i IN 0 .. %2$d - 1 LOOP
                    EXECUTE format('CREATE TABLE %1$s_p%%s PARTITION OF %1$s FOR VALUES FROM (%%L) TO (%%L)',
                                   i, date '2024-01-01' + i, date '2024-01-02' + i);
                END LOOP; END$$""".formatted(table, days),
                "INSERT INTO %s SELECT date '2024-01-01' + i / %d, i, i FROM generate_series(0, %d) AS i"
                        .formatted(table, ROWS_A_DAY, days * ROWS_A_DAY - 1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET    | /KEY                                                                              | 1
            GET    | ?RANGE                                                                            | 3
            GET    | ?RANGE&order=amount&limit=2                                                       | 3
            GET    | ?RANGE&order=sale_date.desc&limit=2                                               | 1
            GET    | ?order=sale_date.desc&limit=3                                                     | 1
            GET    | ?order=sale_date.desc,sale_id.desc&limit=3                                        | 1
            GET    | ?order=sale_date&limit=3                                                          | 1
            GET    | ?RANGE&select=count()                                                             | 3
            GET    | ?RANGE&select=sale_date.bucket(month),amount.sum()                                | 3
            PATCH  | /KEY                                                                              | 1
            PATCH  | ?RANGE                                                                            | 3
            DELETE | /KEY                                                                              | 1
            DELETE | ?RANGE                                                                            | 3
            """)
    void looksIntoAsManyHoweverManyThereAre(String method, String request, int partitions) throws Exception {
        for (var days : SIZES) {
            var body = method.equals("PATCH") ? "{\"amount\": 7}" : "";
            var seen = watched(() -> send(method, path(days, request), body, "tx=rollback"));
            assertThat(touched(days, seen)).as("of %d", days).hasSize(partitions);
        }
    }

    /** What is left of the partition with the last row, and then as many as will likely fill the page. */
    @ParameterizedTest
    @CsvSource({"sale_date.desc", "sale_date"})
    void looksForTheFollowingPageOnlyWhereTheLastOneEnded(String order) throws Exception {
        for (var days : SIZES) {
            var first = gateway().get(path(days, "?limit=3&order=" + order));
            var seen = watched(() ->
                    assertThat(rows(gateway().get(next(first).orElseThrow()))).hasSize(3));
            assertThat(touched(days, seen)).as("of %d", days).hasSize(3);
        }
    }

    @Test
    void looksWhereItHasSeenTheRowOfABareId() throws Exception {
        for (var days : SIZES) {
            send("GET", path(days, "/13"), "", "handling=strict");
            var seen = watched(
                    () -> assertThat(gateway().get(path(days, "/13")).headers().firstValue("Located-By"))
                            .contains("memory"));
            assertThat(touched(days, seen)).as("of %d", days).hasSize(1);
        }
    }

    @Test
    void countsTheRowsOfARangeWhereItsDatesAre() throws Exception {
        for (var days : SIZES) {
            var seen = watched(() -> send("GET", path(days, "?RANGE&limit=1"), "", "count=exact"));
            assertThat(touched(days, seen)).as("of %d", days).hasSize(3);
        }
    }

    /** The table and its two indexes, and of one partition the same; the doctor says so, too. */
    @Test
    void locksForARowThatIsReadOnePartition() throws Exception {
        for (var days : SIZES) {
            var seen = watched(() -> send("GET", path(days, "/KEY"), "", "handling=strict"));
            assertThat(locks(days, seen)).as("of %d", days).hasSize(6).contains("sale_%d_p2".formatted(days));
            var told = json(gateway().get("/admin/partitions/sale_" + days)).path("locks");
            assertThat(told.path("item").asInt()).isEqualTo(6);
            assertThat(told.path("newestPage").asInt()).isEqualTo(6);
            assertThat(told.path("unbounded").asInt()).isEqualTo(3 + 3 * days);
        }
    }

    @Test
    void locksForAnUpsertThePartitionOfItsKey() throws Exception {
        for (var days : SIZES) {
            var upsert = watched(() -> send(
                    "POST",
                    path(days, ""),
                    "{\"sale_date\": \"2024-01-03\", \"sale_id\": 12, \"amount\": 8}",
                    "resolution=merge-duplicates"));
            assertThat(touched(days, upsert)).as("of %d", days).isEmpty();
            assertThat(locks(days, upsert))
                    .filteredOn(name -> name.matches("sale_\\d+_p\\d.*"))
                    .containsExactly("sale_%d_p2".formatted(days));
        }
    }

    private Gateway gateway() {
        return started.http();
    }

    private static String path(int days, String request) {
        return "/sale_" + days + request.replace("KEY", KEY).replace("RANGE", THREE_DAYS);
    }

    private void send(String method, String path, String body, String preference) {
        var answer = gateway().send(method, path, body, "Content-Type", "application/json", "Prefer", preference);
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 206);
    }

    /** What the request had run, and not what the gateway looks at by itself meanwhile. */
    private List<Planned> watched(Runnable request) throws IOException {
        var before = log.length();
        request.run();
        return log.since(before).stream()
                .filter(statement -> statement.sql().contains("\"sale_"))
                .toList();
    }

    /** The partitions that were scanned, after making sure that they were chosen when the plans were made. */
    private static Set<String> touched(int days, List<Planned> seen) {
        var scans = Pattern.compile("Scan .*on (sale_" + days + "_p\\d+)\\b");
        return seen.stream()
                .filter(statement -> statement.plan().contains("sale_" + days))
                .peek(statement -> assertThat(statement.plan()).doesNotContain("Subplans Removed"))
                .flatMap(statement -> scans.matcher(statement.plan()).results())
                .map((MatchResult scan) -> scan.group(1))
                .collect(toSet());
    }

    /** The locks on tables and indexes that the one statement holds when it is run again. */
    private List<String> locks(int days, List<Planned> seen) throws SQLException {
        var statement = seen.stream()
                .filter(planned -> planned.plan().contains("sale_" + days))
                .reduce((one, other) -> {
                    throw new AssertionError("two statements: " + one + other);
                })
                .orElseThrow();
        try (var connection = cluster.connect("primary")) {
            connection.setAutoCommit(false);
            try (var run = connection.createStatement()) {
                run.execute("SET plan_cache_mode = force_custom_plan");
                run.execute("PREPARE request AS " + statement.sql());
                connection.commit();
                run.execute("EXECUTE request(" + String.join(", ", statement.values()) + ")");
            }
            var locks = JdbcClient.create(new SingleConnectionDataSource(connection, true))
                    .sql(RELATION_LOCKS)
                    .query((row, _) -> String.valueOf(row.getString(1)))
                    .list();
            connection.rollback();
            return locks;
        }
    }
}
