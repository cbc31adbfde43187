package dev.pgweir.web.connection;

import static dev.pgweir.testing.Answers.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.RawClient;
import dev.pgweir.testing.RawHttp2Client;
import dev.pgweir.testing.StartedGateway;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that send or take next to nothing, many more than there are workers, and others who must not notice. */
@Tag("soak")
class SlowClientsIntegrationTests {

    private static final Duration PERIOD = Duration.ofSeconds(2);
    private static final Duration SETTLED = Duration.ofSeconds(90);
    private static final Duration CALM = Duration.ofMillis(500);
    private static final Duration QUICK = Duration.ofMillis(100);
    private static final int WORKERS = 20;
    private static final int FEW = 3 * WORKERS;
    private static final int MANY = 1_000;
    private static final int STREAMS = 20;

    /** Nobody is cut off before all are there. */
    private static final String[] PATIENT = {
        "server.tomcat.connection-timeout=2m",
        "pgweir.web.default-deadline=2m",
        "pgweir.web.max-deadline=2m",
        "pgweir.web.min-body-rate=0B"
    };

    /** What a slow client does. */
    enum Kind {
        HEADERS("GET /patient HTTP/1.1\nHost: localhost\nX-More: "),
        BODY(
                "POST /patient HTTP/1.1\nHost: localhost\nContent-Type: application/json\nContent-Length: 99\n\n{\"id\": "),
        CHUNKED_BODY("POST /patient HTTP/1.1\nHost: localhost\nTransfer-Encoding: chunked\n\n5\n{\"id\"\n1"),
        FORM("POST /patient HTTP/1.1\nHost: localhost\nContent-Type: application/x-www-form-urlencoded\n"
                + "Content-Length: 99\n\nid="),
        BODY_THAT_NOBODY_READS("POST /nosuch HTTP/1.1\nHost: localhost\nContent-Length: 99\n\n{\"id\": "),
        BODY_OF_A_REFUSED_REQUEST(
                "POST /patient HTTP/1.1\nHost: localhost\nPrefer: wait=x\nContent-Length: 99\n\n{\"id\": "),
        BODY_THAT_IS_NOT_ASKED_FOR(
                "GET /patient?id=eq.1 HTTP/1.1\nHost: localhost\nExpect: 100-continue\nContent-Length: 99\n\n"),
        BODY_THAT_IS_ASKED_FOR("POST /patient HTTP/1.1\nHost: localhost\nExpect: 100-continue\nContent-Length: 99\n\n"),
        BODY_FOR_OPERATORS("POST /admin/cluster/promote HTTP/1.1\nHost: localhost\nContent-Type: application/json\n"
                + "Content-Length: 99\n\n{\"node\": "),
        IMPORT("POST /patient HTTP/1.1\nHost: localhost\nContent-Type: text/csv\nContent-Length: 99\n\nid,no"),
        IMPORT_OF_ROWS(
                "POST /patient HTTP/1.1\nHost: localhost\nContent-Type: text/csv\nContent-Length: 99\n\nid\n1\n"),
        READER("GET /patient HTTP/1.1\nHost: localhost\n\n".repeat(30)),
        EXPORT("GET /patient HTTP/1.1\nHost: localhost\nAccept: text/csv\n\n".repeat(30)),
        BODY_OF_HTTP2(""),
        WINDOW_OF_HTTP2("");

        private final String request;

        Kind(String request) {
            this.request = request;
        }

        private void start(Gateway gateway, int count, List<AutoCloseable> clients) throws IOException {
            switch (this) {
                case BODY_OF_HTTP2, WINDOW_OF_HTTP2 -> {
                    for (var i = 0; i < count / STREAMS; i++) {
                        clients.add(http2(gateway));
                    }
                }
                default -> {
                    for (var i = 0; i < count; i++) {
                        clients.add(RawClient.narrow(gateway).send(request));
                    }
                }
            }
        }

        private RawHttp2Client http2(Gateway gateway) throws IOException {
            var client = this == BODY_OF_HTTP2 ? new RawHttp2Client(gateway) : RawHttp2Client.withoutWindow(gateway);
            for (var stream = 1; stream < 2 * STREAMS; stream += 2) {
                if (this == BODY_OF_HTTP2) {
                    client.post(stream, "/patient");
                } else {
                    client.get(stream, stream % 4 == 1 ? "/patient" : "/nosuch");
                }
            }
            return client;
        }
    }

    private static StartedGateway impatient;

    @BeforeAll
    static void start() {
        TestCluster.shared()
                .execute(
                        "CREATE TABLE patient (id int PRIMARY KEY, note text)",
                        "INSERT INTO patient SELECT n, repeat('x', 1000) FROM generate_series(1, 1000) n",
                        "GRANT ALL ON patient TO pgweir");
        TestCluster.shared().awaitReplay();
        impatient = StartedGateway.on(TestCluster.shared(), "server.tomcat.threads.max=" + WORKERS);
    }

    @AfterAll
    static void stop() {
        impatient.close();
        TestCluster.shared().execute("DROP TABLE patient");
    }

    @ParameterizedTest
    @EnumSource
    void leaveTheWorkersToOthers(Kind kind) throws Exception {
        besides(impatient.http(), kind, FEW);
    }

    @ParameterizedTest
    @EnumSource
    void leaveTheWorkersToOthersByTheThousand(Kind kind) throws Exception {
        try (var started = StartedGateway.on(TestCluster.shared(), PATIENT)) {
            besides(started.http(), kind, MANY);
        }
    }

    /** Asks for a row, and for health, again and again while slow clients of this kind are there. */
    private static void besides(Gateway gateway, Kind kind, int count) throws Exception {
        assertThat(rows(gateway.get("/patient?id=eq.1&select=id"))).hasSize(1);
        List<AutoCloseable> slow = new ArrayList<>();
        try (var others = Executors.newCachedThreadPool()) {
            kind.start(gateway, count, slow);
            // What they asked for before they stopped takes its time, and one quick answer may come in between.
            await().atMost(SETTLED).during(CALM).until(() -> isQuick(gateway, "/patient?id=eq.1&select=id"));
            var end = System.nanoTime() + PERIOD.toNanos();
            var reads = others.submit(timed(end, gateway, "/patient?id=eq.1&select=id"));
            var writes = others.submit(() -> write(end, gateway));
            var health = others.submit(timed(end, gateway, "/actuator/health/liveness"));
            var operators = others.submit(timed(end, gateway, "/admin/cluster"));

            assertThat(slowest99(reads.get())).as("reads").isLessThan(Duration.ofSeconds(1));
            assertThat(slowest99(writes.get())).as("writes").isLessThan(Duration.ofSeconds(1));
            assertThat(slowest99(health.get())).as("health").isLessThan(Duration.ofMillis(500));
            assertThat(slowest99(operators.get())).as("operators").isLessThan(Duration.ofMillis(500));
        } finally {
            for (var client : slow) {
                client.close();
            }
        }
    }

    private static Callable<List<Duration>> timed(long end, Gateway gateway, String path) {
        return () -> {
            List<Duration> times = new ArrayList<>();
            while (System.nanoTime() < end) {
                times.add(took(gateway, path));
            }
            return times;
        };
    }

    private static boolean isQuick(Gateway gateway, String path) {
        var begun = System.nanoTime();
        return gateway.get(path).statusCode() == 200 && System.nanoTime() - begun < QUICK.toNanos();
    }

    private static Duration took(Gateway gateway, String path) {
        var begun = System.nanoTime();
        assertThat(gateway.get(path).statusCode()).isEqualTo(200);
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private static List<Duration> write(long end, Gateway gateway) {
        List<Duration> times = new ArrayList<>();
        while (System.nanoTime() < end) {
            var begun = System.nanoTime();
            assertThat(gateway.send("PATCH", "/patient/1", "{\"note\": \"y\"}").statusCode())
                    .isEqualTo(204);
            times.add(Duration.ofNanos(System.nanoTime() - begun));
        }
        return times;
    }

    private static Duration slowest99(List<Duration> times) {
        return times.stream().sorted().toList().get(99 * times.size() / 100);
    }
}
