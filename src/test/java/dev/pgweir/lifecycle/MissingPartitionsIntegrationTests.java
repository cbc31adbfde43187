package dev.pgweir.lifecycle;

import static dev.pgweir.testing.Answers.json;
import static dev.pgweir.testing.Answers.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.lifecycle.run.LifeCycleState;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import dev.pgweir.testing.OwnedSchema;
import java.net.http.HttpResponse;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.context.TestPropertySource;

/** A write whose row no partition takes has that partition made, as far as the life cycle of its table allows. */
@GatewayTest
@TestPropertySource(
        properties = {
            "pgweir.schema=lacking",
            "pgweir.own-schema=lacking_own",
            "pgweir.partitions.tables.visits.life-cycle.interval=month",
            "pgweir.partitions.tables.visits.life-cycle.make-ahead=0",
            "pgweir.partitions.tables.visits.life-cycle.make-missing=12",
            "pgweir.partitions.tables.kept_short.life-cycle.interval=month",
            "pgweir.partitions.tables.kept_short.life-cycle.make-missing=12",
            "pgweir.partitions.tables.kept_short.life-cycle.retention=4m",
            "pgweir.partitions.tables.kept_short.life-cycle.then=detach",
            "pgweir.partitions.tables.numbered.life-cycle.interval=1000",
            "pgweir.partitions.tables.numbered.life-cycle.make-ahead=0",
            "pgweir.partitions.tables.numbered.life-cycle.make-missing=2",
            "pgweir.partitions.tables.strict.life-cycle.interval=month",
            "pgweir.partitions.tables.strict.life-cycle.make-ahead=0",
        })
class MissingPartitionsIntegrationTests {

    private static final OwnedSchema SCHEMA = new OwnedSchema("lacking");
    private final YearMonth now = YearMonth.now(ZoneOffset.UTC);

    private final Gateway gateway;

    @Autowired
    MissingPartitionsIntegrationTests(Environment environment, LifeCycleState metrics) {
        this.gateway = new Gateway(environment);
        await().until(() -> metrics.statuses().size() == 4);
    }

    @BeforeAll
    static void createTables() {
        SCHEMA.create(
                "CREATE TABLE visits (id bigint, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE (at)",
                "CREATE TABLE kept_short (id bigint, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE (at)",
                "CREATE TABLE strict (id bigint, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE (at)",
                "CREATE TABLE numbered (id bigint PRIMARY KEY) PARTITION BY RANGE (id)",
                "CREATE TABLE numbered_p0 PARTITION OF numbered FOR VALUES FROM (0) TO (1000)",
                "INSERT INTO numbered VALUES (1)");
    }

    @AfterAll
    static void dropTables() {
        SCHEMA.drop();
    }

    @Test
    void ofMonthsAheadAndBehind() {
        assertThat(post("visits", row(1, now.plusMonths(12))).statusCode()).isEqualTo(201);
        assertThat(post("visits", row(1, now.minusMonths(12))).statusCode()).isEqualTo(201);

        assertThat(partitionOf("visits", now.plusMonths(12))).isEqualTo(1);
        assertThat(partitionOf("visits", now.minusMonths(12))).isEqualTo(1);
        assertThat(json(gateway.get("/visits?id=eq.1", "Prefer", "consistency=strong")))
                .hasSize(2);
    }

    @Test
    void ofAllRowsOfOneBodyAndOnceForRepeatsOfIt() {
        var body = IntStream.range(1, 5)
                .mapToObj(i -> row(2, now.plusMonths(i)))
                .collect(Collectors.joining(",", "[", "]"));
        var key = UUID.randomUUID().toString();

        var first = post("visits", body, "Idempotency-Key", key);
        var again = post("visits", body, "Idempotency-Key", key);

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(json(gateway.get("/visits?id=eq.2", "Prefer", "consistency=strong")))
                .hasSize(4);
    }

    @Test
    void ofARowThatIsPutInItsPlace() {
        var key = "/visits/3," + now.plusMonths(7).atDay(2);

        assertThat(gateway.send("PUT", key, "{}", "Content-Type", "application/json")
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void onceForManyWritesAtOnce() throws Exception {
        var month = now.plusMonths(9);
        try (var clients = Executors.newFixedThreadPool(16)) {
            var writes = IntStream.range(0, 16)
                    .<Callable<HttpResponse<String>>>mapToObj(i -> () -> post("visits", row(100 + i, month)))
                    .toList();
            for (var answer : clients.invokeAll(writes)) {
                assertThat(answer.get().statusCode()).isEqualTo(201);
            }
        }
        assertThat(partitionOf("visits", month)).isEqualTo(1);
        assertThat(count("""
                lacking_own.partition_history JOIN pg_class ON partition LIKE '%%' || relname || '%%'
                    WHERE pg_get_expr(relpartbound, pg_class.oid) LIKE 'FOR VALUES FROM (''%s'')%%'""".formatted(month.atDay(1)))).isEqualTo(1);
    }

    @Test
    void noFurtherThanTheLifeCycleAllows() {
        assertRefused("visits", now.plusMonths(13));
        assertRefused("visits", now.minusMonths(13));
    }

    @Test
    void notForRowsOlderThanItsRetention() {
        assertRefused("kept_short", now.minusMonths(6));
        assertThat(post("kept_short", row(1, now.minusMonths(3))).statusCode()).isEqualTo(201);
    }

    @Test
    void notWithoutSuchALifeCycle() {
        assertRefused("strict", now.plusMonths(1));
    }

    @Test
    void alsoWhereSomebodyHasDroppedIt() {
        var month = now.plusMonths(6);
        var before = SCHEMA.names("visits");
        assertThat(post("visits", row(5, month)).statusCode()).isEqualTo(201);
        var made = new ArrayList<>(SCHEMA.names("visits"));
        made.removeAll(before);
        SCHEMA.execute("DROP TABLE " + made.getFirst());

        assertThat(post("visits", row(5, month)).statusCode()).isEqualTo(201);
    }

    @Test
    void notForAWriteThatIsUndone() {
        var answer = post("visits", row(1, now.plusMonths(11)), "Prefer", "tx=rollback");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(partitionOf("visits", now.plusMonths(11))).isZero();
    }

    @Test
    void ofIntegersCountedFromTheNewestWithRows() {
        assertThat(post("numbered", "{\"id\": 3500}").statusCode()).isEqualTo(422);
        assertThat(post("numbered", "{\"id\": 2500}").statusCode()).isEqualTo(201);
        assertThat(post("numbered", "{\"id\": 3500}").statusCode()).isEqualTo(201);
    }

    private void assertRefused(String table, YearMonth month) {
        var answer = post(table, row(1, month));

        problem(answer, 422, "no-partition");
        assertThat(partitionOf(table, month)).isZero();
    }

    private HttpResponse<String> post(String table, String body, String... headers) {
        var all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Content-Type";
        all[headers.length + 1] = "application/json";
        return gateway.send("POST", "/" + table, body, all);
    }

    private static String row(long id, YearMonth month) {
        return "{\"id\": %d, \"at\": \"%s\"}".formatted(id, month.atDay(2));
    }

    /** How many partitions of the table take the first day of a month. */
    private static int partitionOf(String table, YearMonth month) {
        return count("""
                pg_inherits JOIN pg_class c ON c.oid = inhrelid WHERE inhparent = 'lacking.%s'::regclass
                    AND pg_get_expr(relpartbound, c.oid) LIKE 'FOR VALUES FROM (''%s'')%%'""".formatted(table, month.atDay(1)));
    }

    private static int count(String from) {
        return TestCluster.shared().query("primary", "SELECT count(*) FROM " + from, Integer.class);
    }
}
