package dev.pgweir.admin.partitions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.lifecycle.LifeCycle;
import dev.pgweir.lifecycle.MakeOrder;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import dev.pgweir.testing.OwnedSchema;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** Changes of partitions neither fail those who read and write meanwhile nor keep them waiting. */
@GatewayTest
@TestPropertySource(
        properties = {
            "pgweir.schema=busy",
            "pgweir.own-schema=busy_own",
            "pgweir.admin.partitions=on",
            "pgweir.partitions.lock-timeout=1s",
        })
class ChangesUnderLoadIntegrationTests {

    private static final OwnedSchema SCHEMA = new OwnedSchema("busy");
    private static final Duration LONGEST = Duration.ofSeconds(3);

    private final Gateway gateway;
    private final LifeCycle lifeCycle;
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicLong longest = new AtomicLong();
    private final AtomicInteger served = new AtomicInteger();
    private final AtomicInteger lastId = new AtomicInteger();
    private volatile boolean over;

    @Autowired
    ChangesUnderLoadIntegrationTests(Gateway gateway, LifeCycle lifeCycle) {
        this.gateway = gateway;
        this.lifeCycle = lifeCycle;
    }

    @BeforeAll
    static void createTable() {
        SCHEMA.create(
                "CREATE TABLE t (id int, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE (at)",
                """
                DO $$BEGIN FOR year IN 2000 .. 2020 LOOP
                    EXECUTE format('CREATE TABLE t_%s PARTITION OF t FOR VALUES FROM (%L) TO (%L)',
                                   year, make_date(year, 1, 1), make_date(year + 1, 1, 1));
                END LOOP; END$$""",
                "INSERT INTO t SELECT n, date '2000-01-01' + n FROM generate_series(1, 7000) n");
        TestCluster.shared().awaitReplay();
    }

    @AfterAll
    static void dropTable() {
        SCHEMA.drop();
    }

    @Test
    void failNobodyAndKeepNobodyWaiting() throws InterruptedException {
        var clients = Stream.<Supplier<HttpResponse<String>>>of(
                        () -> gateway.get("/t?order=at.desc&limit=5"),
                        () -> gateway.get("/t?at=gte.2015-01-01&at=lt.2015-02-01"),
                        () -> gateway.send(
                                "POST",
                                "/t",
                                "{\"id\": %d, \"at\": \"2020-06-01\"}".formatted(-lastId.incrementAndGet())),
                        () -> gateway.send("PATCH", "/t?at=eq.2020-06-01&id=eq.-1", "{\"id\": -1}"))
                .map(request -> Thread.ofVirtual().start(() -> repeat(request)))
                .toList();
        try {
            change();
        } finally {
            over = true;
            for (var client : clients) {
                client.join();
            }
        }

        assertThat(failures).isEmpty();
        assertThat(served).hasPositiveValue();
        assertThat(Duration.ofNanos(longest.get())).isLessThan(LONGEST);
        assertThat(SCHEMA.names("t")).hasSize(21);
    }

    private void change() throws InterruptedException {
        for (var i = 0; i < 10; i++) {
            lifeCycle.make("t", new MakeOrder(Optional.empty(), Optional.empty(), Optional.empty()), false);
            lifeCycle.detach("t", "t_" + (2000 + i), i % 2 == 0, false);
        }
    }

    private void repeat(Supplier<HttpResponse<String>> request) {
        while (!over) {
            var begun = System.nanoTime();
            var answer = request.get();
            longest.accumulateAndGet(System.nanoTime() - begun, Math::max);
            served.incrementAndGet();
            if (answer.statusCode() >= 300) {
                failures.add(answer.body());
            }
        }
    }

    /** PostgreSQL says so where it need not look through a table to attach it. */
    @Test
    void attachWithoutLookingThroughTheNewPartition() throws InterruptedException, SQLException {
        var made =
                lifeCycle.make("t", new MakeOrder(Optional.of("2500-01-01"), Optional.empty(), Optional.empty()), true);
        List<String> said = new ArrayList<>();
        try (var connection = TestCluster.shared().connect("primary");
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SET client_min_messages = debug1");
            for (var sql : made.getFirst().statements()) {
                statement.execute(sql);
                for (var warning = statement.getWarnings(); warning != null; warning = warning.getNextWarning()) {
                    said.add(warning.getMessage());
                }
                statement.clearWarnings();
            }
            connection.rollback();
        }
        assertThat(said).anyMatch(message -> message.contains("is implied by existing constraints"));
    }
}
