package dev.pgweir.web.header;

import static dev.pgweir.testing.Answers.problem;
import static dev.pgweir.testing.Answers.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import dev.pgweir.testing.RawClient;
import dev.pgweir.testing.SharedSchema;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** How long a request may take, and what becomes of one that takes longer. */
@GatewayTest
class DeadlinesIntegrationTests {

    private final Gateway gateway;

    @Autowired
    DeadlinesIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @BeforeAll
    static void createTables(@Autowired Gateway gateway) {
        SharedSchema.change(
                gateway,
                "CREATE TABLE hurried (id int PRIMARY KEY, note text)",
                "CREATE TABLE hurried_at_commit (id int PRIMARY KEY)",
                "CREATE FUNCTION nap() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN PERFORM pg_sleep(1); RETURN NEW; END'",
                """
                CREATE CONSTRAINT TRIGGER nap_at_commit AFTER INSERT ON hurried_at_commit
                DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION nap()""",
                "CREATE VIEW slow AS SELECT 1 AS n, pg_sleep(20)::text AS slept",
                "CREATE VIEW drowsy AS SELECT 1 AS n, pg_sleep(0.2 + random() / 5)::text AS slept",
                "GRANT ALL ON hurried, hurried_at_commit, slow, drowsy TO pgweir");
    }

    @AfterAll
    static void dropTables(@Autowired Gateway gateway) {
        SharedSchema.change(
                gateway, "DROP TABLE hurried, hurried_at_commit", "DROP VIEW slow, drowsy", "DROP FUNCTION nap");
    }

    @AfterEach
    void empty() {
        TestCluster.shared().execute("TRUNCATE hurried, hurried_at_commit");
    }

    @Test
    void cancelsAReadAtItsDeadline() {
        var start = System.nanoTime();
        var answer = gateway.get("/slow", "Prefer", "wait=1");

        var problem = problem(answer, 504, "deadline-exceeded");
        assertThat(problem.path("detail").asString()).contains("1.0 s");
        assertThat(answer.headers().firstValue("Preference-Applied")).contains("wait=1");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(3));
        await().untilAsserted(() -> assertThat(sleeping()).isZero());
    }

    @Test
    void cancelsAWriteThatWaitsForALockAndWritesNothing() throws SQLException {
        try (var other = TestCluster.shared().connect("primary");
                var lock = other.createStatement()) {
            other.setAutoCommit(false);
            lock.execute("LOCK TABLE hurried");
            problem(gateway.send("POST", "/hurried", "{\"id\": 1}", "Prefer", "wait=0.3"), 504, "deadline-exceeded");
            other.rollback();
        }
        TestCluster.shared().awaitReplay();
        assertThat(rows(gateway.get("/hurried"))).isEmpty();
    }

    @Test
    void carriesACommitUnderWayToItsEnd() {
        var answer = gateway.send("POST", "/hurried_at_commit", "{\"id\": 1}", "Prefer", "wait=0.5");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.0", "00", "-1", "soon"})
    void refusesAWaitThatIsNone(String wait) {
        var problem = problem(gateway.get("/hurried", "Prefer", "wait=" + wait), 400, "malformed-preference");

        assertThat(problem.path("detail").asString()).contains(wait);
    }

    @Test
    void runsNothingForARequestThatCannotWait() {
        // What is selected takes longer to read than a millisecond, which may be over before the body has come, too.
        var hurried = "/hurried?select=" + "id,".repeat(5_000) + "id";
        var answer = await().until(
                        () -> {
                            TestCluster.shared().execute("TRUNCATE hurried");
                            return gateway.send(
                                    "POST", hurried, "{\"id\": 1}", "Prefer", "wait=0.001, return=representation");
                        },
                        refused -> !Set.of(201, 408, 504).contains(refused.statusCode()));

        problem(answer, 503, "deadline-exceeded");
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertThat(answer.headers().firstValue("Served-By")).isEmpty();
        TestCluster.shared().awaitReplay();
        assertThat(rows(gateway.get("/hurried"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/x-ndjson"})
    void endsTheBodyOfAClientWhoTricklesAtItsDeadline(String type) throws IOException {
        try (var slow = body(type, "{\"id\": 1")) {
            await().pollInterval(Duration.ofMillis(100)).untilAsserted(() -> {
                slow.send(" ");
                assertThat(slow.hasAnswer()).isTrue();
            });
            // The first where it waited for a byte at the deadline, the other where one had just come.
            assertThat(slow.readToEnd())
                    .containsPattern("\"type\":\"urn:pgweir:problem:(incomplete-body|deadline-exceeded)\"");
        }
    }

    @Test
    void endsABodyThatStopsToComeAtItsDeadline() throws IOException {
        var start = System.nanoTime();
        try (var stalled = body("application/json", "{\"id\": 1")) {
            assertThat(stalled.readToEnd())
                    .startsWith("HTTP/1.1 408")
                    .contains("\"type\":\"urn:pgweir:problem:incomplete-body\"");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    /** Sends the beginning of a body, within a second. */
    private RawClient body(String type, String beginning) throws IOException {
        return new RawClient(gateway)
                .send("POST /hurried HTTP/1.1\nHost: localhost\nPrefer: wait=1\nConnection: close\n"
                        + "Content-Type: %s\nContent-Length: 1000\n\n%s".formatted(type, beginning));
    }

    @Test
    void cancelsNoOtherRequestsStatement() throws Exception {
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var hurried = IntStream.range(0, 60)
                    .mapToObj(_ -> clients.submit(() -> gateway.get("/drowsy", "Prefer", "wait=0.3")))
                    .toList();
            var patient = IntStream.range(0, 60)
                    .mapToObj(_ -> clients.submit(() -> gateway.get("/drowsy?select=n,slept")))
                    .toList();

            for (Future<HttpResponse<String>> answer : patient) {
                assertThat(rows(answer.get())).hasSize(1);
            }
            for (Future<HttpResponse<String>> answer : hurried) {
                assertThat(answer.get().statusCode()).isIn(200, 503, 504);
            }
            assertThat(hurried).anyMatch(answer -> answer.resultNow().statusCode() == 504);
        }
    }

    @Test
    void tellsOfAllPreferencesItFollowed() {
        var created = gateway.send("POST", "/hurried", "{\"id\": 1}", "Prefer", "return=minimal, wait=5");

        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        assertThat(created.headers().allValues("Preference-Applied")).containsExactly("wait=5, return=minimal");
    }

    @ParameterizedTest
    @CsvSource({"5, wait=5", "0.25, wait=0.25", "10.0, wait=10", "3600, wait=60", "999999999, wait=60"})
    void tellsHowLongARequestMayTake(String wait, String applied) {
        assertThat(gateway.get("/hurried", "Prefer", "wait=" + wait).headers().firstValue("Preference-Applied"))
                .contains(applied);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "1e3", "PT1S", "1.", ".5"})
    void refusesWhatIsNoNumberOfSeconds(String wait) {
        var problem = problem(gateway.get("/hurried", "Prefer", "wait=" + wait), 400, "malformed-preference");
        assertThat(problem.at("/errors/0/header").asString()).isEqualTo("Prefer");
    }

    /** Statements that sleep on any node. */
    private static long sleeping() {
        return TestCluster.shared().nodes().stream()
                .mapToLong(node -> TestCluster.shared()
                        .query(
                                node.name(),
                                "SELECT count(*) FROM pg_stat_activity WHERE state = 'active'"
                                        + " AND usename = 'pgweir' AND query LIKE '%\"slow\"%'",
                                Long.class))
                .sum();
    }
}
