package dev.pgweir.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.OwnedSchema;
import dev.pgweir.testing.RawClient;
import dev.pgweir.testing.RawHttp2Client;
import dev.pgweir.testing.RoundRobin;
import dev.pgweir.testing.StartedGateway;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gateways stop and start again, and their clients do not notice. */
class RestartIntegrationTests {

    private static final Logger log = LoggerFactory.getLogger(RestartIntegrationTests.class);
    private static final Executor THREADS = task -> Thread.ofVirtual().start(task);
    private static final int ROUNDS = Integer.getInteger("test.restart.rounds", 1);

    private final OwnedSchema schema = new OwnedSchema("restarted");

    @BeforeEach
    void createTables() {
        schema.create(
                "CREATE TABLE notes (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, note text NOT NULL)",
                "CREATE VIEW slow AS SELECT 1 AS id FROM pg_sleep(1)");
    }

    @AfterEach
    void drop() {
        schema.drop();
    }

    @Test
    @Tag("soak")
    void oneAfterTheOtherFailNoRequest() throws Exception {
        try (var gateways =
                RoundRobin.start(TestCluster.shared(), "pgweir.schema=restarted", "pgweir.web.shutdown-delay=1s")) {
            var begun = System.nanoTime();
            gateways.load().during(6, () -> {
                for (var round = 0; round < ROUNDS; round++) {
                    gateways.restart(0);
                    gateways.load().awaitMore(500);
                    gateways.restart(1);
                }
            });

            log.info(
                    "{} requests in {} s, with {} restarts",
                    gateways.load().answered(),
                    Duration.ofNanos(System.nanoTime() - begun).toSeconds(),
                    2 * ROUNDS);
            assertThat(gateways.load().failures()).isEmpty();
            assertThat(schema.strings("SELECT count(*)::text FROM restarted.notes"))
                    .containsExactly(Long.toString(gateways.load().written()));
        }
    }

    @Test
    void letClientsOfHttp2GoAndAnswerWhatTheyHaveAsked() throws Exception {
        var started = gateway("0s");
        try (var client = new RawHttp2Client(started.http())) {
            client.get(1, "/slow");
            client.get(3, "/notes");
            assertThat(client.awaitBody(3)).isEqualTo("[]");

            var stopped = CompletableFuture.runAsync(started::close, THREADS);

            assertThat(client.awaitGoodbye()).isZero();
            assertThat(client.awaitBody(1)).isEqualTo("[{\"id\":1}]");
            stopped.join();
        }
    }

    @Test
    void serveConnectionsThatWereSilentOnceMore() throws Exception {
        var started = gateway("0s");
        var http = started.http();
        try (var busy = new RawClient(http);
                var silent = new RawClient(http)) {
            silent.request("GET /notes");
            await().until(silent::hasAnswer);
            busy.request("GET /slow");
            var stopped = CompletableFuture.runAsync(started::close, THREADS);
            await().until(() -> isClosed(http));

            silent.request("GET /notes");

            assertThat(silent.readToEnd())
                    .matches("(?s)HTTP/1.1 200 (?!.*Connection: close.*HTTP).*HTTP/1.1 200 .*Connection: close.*");
            assertThat(busy.readToEnd()).startsWith("HTTP/1.1 200 ");
            stopped.join();
        }
    }

    @Test
    void doNotLeaveASwitchoverHalfDone() throws Exception {
        try (var cluster = TestCluster.start(1)) {
            var started = StartedGateway.on(cluster, "pgweir.admin.switchover=on");
            var http = started.http();
            cluster.execute("GRANT EXECUTE ON FUNCTION pg_promote TO pgweir");
            cluster.awaitReplay();
            cluster.query("replica-1", "SELECT pg_wal_replay_pause()::text", String.class);
            cluster.query(
                    "primary", "SELECT pg_logical_emit_message(true, 'test', 'to be replayed')::text", String.class);
            var switched = CompletableFuture.supplyAsync(
                    () -> http.send(
                            "POST",
                            "/admin/cluster/switchover",
                            "{\"to\":\"replica-1\",\"deadline\":\"30s\"}",
                            "Content-Type",
                            "application/json"),
                    THREADS);
            await().ignoreExceptions()
                    .until(() -> started.part(MeterRegistry.class)
                                    .get("http.server.requests.active")
                                    .tag("method", "POST")
                                    .longTaskTimer()
                                    .activeTasks()
                            > 0);

            var stopped = CompletableFuture.runAsync(started::close, THREADS);
            await().until(() -> isClosed(http));
            cluster.query("replica-1", "SELECT pg_wal_replay_resume()::text", String.class);

            assertThat(switched.join().statusCode()).as(switched.join().body()).isEqualTo(200);
            stopped.join();
            assertThat(cluster.query("replica-1", "SELECT pg_is_in_recovery()", Boolean.class))
                    .isFalse();
        }
    }

    private static boolean isClosed(Gateway gateway) {
        try (var _ = new RawClient(gateway)) {
            return false;
        } catch (IOException refused) {
            return true;
        }
    }

    @Test
    void keepConnectionsAgainOnceTheyGoOn() throws Exception {
        var started = gateway("0s");
        started.stopAndGoOn();

        try (var client = new RawClient(started.http())) {
            client.request("GET /notes");
            await().until(client::hasAnswer);
            client.request("GET /notes");
            client.sayGoodbye();

            assertThat(client.readToEnd())
                    .matches("(?s)HTTP/1.1 200 .*HTTP/1.1 200 .*")
                    .doesNotContain("Connection: close");
        } finally {
            started.close();
        }
    }

    @Test
    void areNotHeldUpForLongerThanTheyMay() {
        assertThatExceptionOfType(Exception.class)
                .isThrownBy(() -> gateway("2m").close())
                .withStackTraceContaining("It must be less than spring.lifecycle.timeout-per-shutdown-phase");
    }

    private static StartedGateway gateway(String delay) {
        return StartedGateway.on(TestCluster.shared(), "pgweir.schema=restarted", "pgweir.web.shutdown-delay=" + delay);
    }
}
