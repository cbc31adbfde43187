package dev.pgweir.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.StartedGateway;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sixty requests that hang on one table, and those of another table beside them. */
@Tag("soak")
class FairPoolsIntegrationTests {

    private static final int STUCK = 60;
    private static final int ROUNDS = 20;
    private static final String JSON = "application/json";

    private static TestCluster cluster;
    private static StartedGateway started;
    private static Gateway gateway;

    @BeforeAll
    static void start() {
        cluster = TestCluster.start(1);
        cluster.execute(
                "CREATE TABLE counted (id int PRIMARY KEY, n int)",
                "INSERT INTO counted SELECT i, 0 FROM generate_series(1, 100) i",
                "CREATE TABLE locked (LIKE counted INCLUDING ALL)",
                "INSERT INTO locked SELECT * FROM counted",
                "CREATE VIEW slow AS SELECT 1 AS n FROM pg_sleep(20)",
                "GRANT SELECT, INSERT, UPDATE ON counted, locked, slow TO pgweir");
        cluster.awaitReplay();
        started = StartedGateway.onOwn(cluster, "pgweir.routing.pool-size=8", "pgweir.routing.fallback-pool-size=4");
        gateway = started.http();
    }

    @AfterAll
    static void stop() {
        started.close();
    }

    @Test
    void readsThatHangOnOneViewLeaveRoomForThoseOfOtherTables() throws Exception {
        besideStuck(
                "replica-1",
                () -> gateway.get("/slow", "Prefer", "wait=10"),
                200,
                () -> gateway.get("/counted/1", "Prefer", "wait=8"));
    }

    @Test
    void writesThatWaitForOneRowLeaveRoomForThoseOfOtherTables() throws Exception {
        try (var holder = cluster.connect("primary");
                var statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("SELECT FROM locked WHERE id = 1 FOR UPDATE");
            besideStuck(
                    "primary",
                    () -> patch("/locked/1", "Prefer", "wait=10"),
                    204,
                    () -> patch("/counted/1", "Prefer", "wait=8"));
            holder.rollback();
        }
    }

    private static HttpResponse<String> patch(String path, String... headers) {
        return gateway.send(
                "PATCH",
                path,
                "{\"n\":1}",
                IntStream.range(0, headers.length + 2)
                        .mapToObj(i -> i < 2 ? List.of("Content-Type", JSON).get(i) : headers[i - 2])
                        .toArray(String[]::new));
    }

    private static void besideStuck(
            String node, Supplier<HttpResponse<String>> stuck, int well, Supplier<HttpResponse<String>> others)
            throws Exception {
        try (var threads = Executors.newCachedThreadPool()) {
            // A gateway that has just started is slow, and so are its first estimates of waits.
            assertAllAnswer(threads, others, well);
            var hanging = submit(threads, STUCK, stuck);
            await().until(() -> connectionsInUse(node) >= 6);

            assertAllAnswer(threads, others, well);
            assertThat(hanging).anyMatch(request -> !request.isDone());
            for (var request : hanging) {
                assertThat(request.get().statusCode()).isIn(503, 504);
            }
        }
    }

    private static void assertAllAnswer(ExecutorService threads, Supplier<HttpResponse<String>> request, int status)
            throws Exception {
        for (var round = 0; round < ROUNDS; round++) {
            for (var answer : submit(threads, 4, request)) {
                assertThat(answer.get().statusCode()).as(answer.get().body()).isEqualTo(status);
            }
        }
    }

    private static List<Future<HttpResponse<String>>> submit(
            ExecutorService threads, int times, Supplier<HttpResponse<String>> request) {
        return IntStream.range(0, times)
                .mapToObj(_ -> threads.submit(request::get))
                .toList();
    }

    private static long connectionsInUse(String node) {
        return cluster.query(
                node,
                "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND application_name = 'pgweir'",
                Long.class);
    }
}
