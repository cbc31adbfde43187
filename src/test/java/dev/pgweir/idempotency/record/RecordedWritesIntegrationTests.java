package dev.pgweir.idempotency.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.idempotency.AnswerTooLarge;
import dev.pgweir.idempotency.Idempotency.WriteKey;
import dev.pgweir.idempotency.StoredAnswer;
import dev.pgweir.idempotency.StoredAnswer.HeaderField;
import dev.pgweir.idempotency.WriteInFlight;
import dev.pgweir.postgres.OwnSchema;
import dev.pgweir.testing.GatewayTest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** What is kept of a write, and who waits for whom, within a gateway and between several. */
@GatewayTest
@TestPropertySource(
        properties = {
            "pgweir.own-schema=recorded",
            "pgweir.idempotency.max-wait=2s",
            "pgweir.idempotency.max-answer-size=100B",
            "pgweir.idempotency.purge-interval=1h"
        })
class RecordedWritesIntegrationTests {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final String HASH = "hashtextextended('%s', hashtext(''))";

    private final OrderedWrites gateway;
    private final OrderedWrites otherGateway;
    private final JdbcClient jdbc;
    private final WriteKey key = new WriteKey("", UUID.randomUUID().toString());

    @Autowired
    RecordedWritesIntegrationTests(
            OwnSchema schema,
            RecordedWrites writes,
            KeyMeters meters,
            IdempotencyProperties properties,
            JdbcClient jdbc) {
        this.gateway = new OrderedWrites(schema, writes, meters, properties);
        this.otherGateway = new OrderedWrites(schema, writes, meters, properties);
        this.jdbc = jdbc;
    }

    @BeforeAll
    static void createSchema() {
        TestCluster.shared().execute("CREATE SCHEMA recorded AUTHORIZATION pgweir");
    }

    @AfterAll
    static void dropSchema() {
        TestCluster.shared().execute("DROP SCHEMA recorded CASCADE", "DELETE FROM users WHERE name = 'recorded'");
    }

    @Test
    void keepsAnAnswerWhole() {
        var headers = List.of(new HeaderField("Location", "/a,b"), new HeaderField("Odd", "\"{}\\ ü"));
        var answer = new StoredAnswer(201, headers, new byte[] {0, -1, 'x'});
        gateway.once(key, "print", PATIENCE, () -> answer);

        var replayed = gateway.once(key, "print", PATIENCE, RecordedWritesIntegrationTests::unexpected);

        assertThat(replayed.replayed()).isTrue();
        assertThat(replayed.answer()).usingRecursiveComparison().isEqualTo(answer);
    }

    @Test
    void forgetsAnAnswerOnceItHasExpiredThoughNobodyPurgedIt() {
        gateway.once(key, "print", PATIENCE, () -> answer("first"));
        assertThat(record("expires_at BETWEEN now() + interval '23 h' AND now() + interval '24 h'"))
                .isEqualTo(1);
        jdbc.sql("UPDATE recorded.idempotency_record SET expires_at = now() WHERE key = ?")
                .param(key.value())
                .update();

        var again = gateway.once(key, "another print", PATIENCE, () -> answer("second"));

        assertThat(again.replayed()).isFalse();
        assertThat(gateway.once(key, "another print", PATIENCE, RecordedWritesIntegrationTests::unexpected)
                        .answer()
                        .body())
                .asString(UTF_8)
                .isEqualTo("second");
    }

    @Test
    void tellsTheKeysOfPrincipalsApart() {
        gateway.once(key, "print", PATIENCE, () -> answer("first"));
        assertThat(gateway.once(new WriteKey("alice", key.value()), "print", PATIENCE, () -> answer("hers"))
                        .replayed())
                .isFalse();
    }

    @Test
    void undoesAWriteWhoseAnswerIsTooLargeToKeep() {
        assertThatExceptionOfType(AnswerTooLarge.class)
                .isThrownBy(() -> gateway.once(key, "print", PATIENCE, () -> {
                    jdbc.sql("INSERT INTO users (name, email) VALUES ('recorded', 'recorded@example.com')")
                            .update();
                    return answer("x".repeat(101));
                }));
        assertThat(TestCluster.shared()
                        .query("primary", "SELECT count(*) FROM users WHERE name = 'recorded'", Integer.class))
                .isZero();
        assertThat(record("true")).isZero();
    }

    @Test
    void waitsForAWriteThatRunsOnAnotherGateway() throws Exception {
        var began = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        try (var threads = Executors.newCachedThreadPool()) {
            var first = threads.submit(() -> gateway.once(key, "print", PATIENCE, () -> {
                began.countDown();
                awaitEnd(end);
                return answer("first");
            }));
            began.await();
            var second = threads.submit(
                    () -> otherGateway.once(key, "print", PATIENCE, RecordedWritesIntegrationTests::unexpected));
            awaitWaiterFor(key);
            end.countDown();

            assertThat(first.get().replayed()).isFalse();
            assertThat(second.get().replayed()).isTrue();
        }
    }

    @Test
    void runsTheWriteOfTheNextOneWhereTheFirstFailsWithLocksAwaitedAsUsual() throws Exception {
        var began = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        try (var threads = Executors.newCachedThreadPool()) {
            var first = threads.submit(() -> gateway.once(key, "print", PATIENCE, () -> {
                began.countDown();
                awaitEnd(end);
                throw new IllegalStateException("the write failed");
            }));
            began.await();
            var second = threads.submit(() -> otherGateway.once(
                    key,
                    "print",
                    PATIENCE,
                    () -> answer(
                            jdbc.sql("SHOW lock_timeout").query(String.class).single())));
            awaitWaiterFor(key);
            end.countDown();

            assertThat(first).failsWithin(Duration.ofSeconds(10));
            assertThat(second.get().replayed()).isFalse();
            assertThat(second.get().answer().body()).asString(UTF_8).isEqualTo("0");
        }
    }

    @Test
    void givesUpWaitingForAnotherGateway() throws SQLException {
        try (var otherServer = TestCluster.shared().connect("primary");
                var statement = otherServer.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(" + HASH.formatted(key.value()) + ")");
            assertThatExceptionOfType(WriteInFlight.class)
                    .isThrownBy(() -> gateway.once(key, "print", PATIENCE, RecordedWritesIntegrationTests::unexpected))
                    .withMessageContaining(key.value());
        }
        await().untilAsserted(() -> assertThat(gateway.once(key, "print", PATIENCE, () -> answer("late"))
                        .answer()
                        .status())
                .isEqualTo(200));
    }

    @Test
    void givesUpWaitingWithinAGateway() throws Exception {
        var end = new CountDownLatch(1);
        var began = new CountDownLatch(1);
        try (var threads = Executors.newCachedThreadPool()) {
            var first = threads.submit(() -> gateway.once(key, "print", PATIENCE, () -> {
                began.countDown();
                awaitEnd(end);
                return answer("first");
            }));
            began.await();
            assertThatExceptionOfType(WriteInFlight.class)
                    .isThrownBy(() -> gateway.once(key, "print", PATIENCE, RecordedWritesIntegrationTests::unexpected));
            end.countDown();
            assertThat(first.get().replayed()).isFalse();
        }
    }

    private int record(String condition) {
        return jdbc.sql("SELECT count(*) FROM recorded.idempotency_record WHERE key = ? AND " + condition)
                .param(key.value())
                .query(Integer.class)
                .single();
    }

    private static void awaitWaiterFor(WriteKey key) {
        var waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objid::bigint = ("
                + HASH.formatted(key.value()) + " & 4294967295)";
        await().until(() -> TestCluster.shared().query("primary", waiting, Integer.class) == 1);
    }

    private static void awaitEnd(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static StoredAnswer answer(String body) {
        return new StoredAnswer(200, List.of(), body.getBytes(UTF_8));
    }

    private static StoredAnswer unexpected() {
        throw new AssertionError("the write was run again");
    }
}
