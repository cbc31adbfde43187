package dev.pgweir.web.stream;

import static dev.pgweir.testing.Answers.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import dev.pgweir.testing.RawClient;
import dev.pgweir.testing.RawHttp2Client;
import dev.pgweir.testing.SharedSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.TestPropertySource;

/** Streams that do not come to their end, and what is left of them. */
@GatewayTest
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(
        properties = {
            "server.tomcat.connection-timeout=3s",
            "pgweir.routing.statement-timeout=1s",
            "pgweir.routing.pool-timeout=250ms",
            "pgweir.web.default-deadline=1s",
            "pgweir.routing.stream-pool-size=1"
        })
class BrokenStreamIntegrationTests {

    private static final String RUNNING = """
            SELECT count(*) FROM pg_stat_activity WHERE application_name = 'pgweir' AND state <> 'idle'
            AND (query LIKE '%COPY%unending%' OR query LIKE '%COPY%slow%' OR query LIKE '%COPY%unloaded%')""";

    private final TestCluster cluster = TestCluster.shared();
    private final Gateway gateway;
    private final HttpClient client = HttpClient.newHttpClient();

    @Autowired
    BrokenStreamIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @BeforeAll
    static void createViews(@Autowired Gateway gateway) {
        SharedSchema.change(
                gateway,
                "CREATE VIEW failing AS SELECT n, 1 / (n - 100000) AS q FROM generate_series(1, 200000) n",
                "CREATE VIEW failing_soon AS SELECT n, 1 / (n - 10) AS q FROM generate_series(1, 20) n",
                "CREATE VIEW unending AS SELECT generate_series(1, 1000000000) AS n, 'some text' AS filler",
                "CREATE VIEW slow AS SELECT n, pg_sleep(0.5)::text AS slept FROM generate_series(1, 3) n",
                "CREATE TABLE unloaded (id int)",
                "GRANT ALL ON failing, failing_soon, unending, slow, unloaded TO pgweir");
    }

    @AfterAll
    static void dropViews() {
        TestCluster.shared().execute("DROP VIEW failing, failing_soon, unending, slow", "DROP TABLE unloaded");
    }

    /** Each test leaves the only connection for streams free. */
    @AfterEach
    void endsAllStreams() {
        nothingRuns(Duration.ofSeconds(10));
        assertThat(gateway.get("/slow?n=eq.0", "Accept", "text/csv").statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/csv", "application/x-ndjson"})
    void cutsTheConnectionOfAnExportThatFailsInALateRow(String format) throws Exception {
        var answer = open("/failing", format);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThatIOException().isThrownBy(() -> drain(answer.body()));
    }

    /** Such an answer ends where its connection does. */
    @Test
    void resetsTheConnectionOfAClientWhoKnowsNoOtherEnd() throws IOException {
        try (var old = new RawClient(gateway)) {
            old.send("GET /failing HTTP/1.0\nAccept: text/csv\n\n");
            assertThatIOException().isThrownBy(old::readToEnd).withMessageContaining("reset");
        }
    }

    @Test
    void resetsTheStreamOfAnExportThatFailsInALateRow() throws IOException {
        try (var http2 = new RawHttp2Client(gateway)) {
            http2.get(1, "/failing", "text/csv");
            assertThat(http2.awaitReset(1)).isTrue();
            http2.get(3, "/failing?n=eq.1", "text/csv");
            assertThat(http2.awaitBody(3)).isEqualTo("n,q\n1,0\n");
        }
    }

    @Test
    void answersAProblemWhereAnEarlyRowFails() {
        problem(gateway.get("/failing_soon", "Accept", "text/csv"), 422, "malformed-value");
    }

    @Test
    void letsAnExportRunLongerThanAStatement() {
        assertThat(gateway.get("/slow", "Accept", "text/csv").body().lines()).hasSize(4);
    }

    @Test
    void endsTheStatementOfAClientThatLeaves() throws Exception {
        try (var leaving = read("/unending")) {
            assertThat(leaving.read(100_000)).startsWith("HTTP/1.1 200");
        }
        nothingRuns(Duration.ofSeconds(1));
    }

    @Test
    void cutsOffAClientThatReadsNothing() throws IOException {
        try (var _ = read("/unending");
                var _ = read("/unending");
                var _ = read("/unending")) {
            await().until(() -> running() == 3);
            var refused = gateway.get("/sales", "Accept", "text/csv");
            problem(refused, 503, "pool-exhausted");
            assertThat(refused.headers().firstValue("Retry-After")).contains("1");
            assertThat(gateway.get("/sales?limit=1").statusCode()).isEqualTo(200);
            nothingRuns(Duration.ofSeconds(10));
        }
    }

    @Test
    void writesNothingOfABodyThatStopsToCome() throws IOException {
        try (var stalled = write("text/csv", "id\n1\n2\n")) {
            await().until(() -> running() == 1);
            assertThat(stalled.readToEnd())
                    .startsWith("HTTP/1.1 408")
                    .contains("\"type\":\"urn:pgweir:problem:incomplete-body\"");
        }
        nothingRuns(Duration.ofSeconds(1));
        assertThat(loaded()).isZero();
    }

    @Test
    void logsNoFailureOfAnImportWhoseServerEnds(CapturedOutput log) throws IOException {
        try (var client = write("text/csv", "id\n1\n")) {
            await().until(() -> running() == 1);
            var ended = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                    + " WHERE application_name = 'pgweir' AND query LIKE '%COPY%unloaded%'";
            assertThat(cluster.query("primary", ended, Long.class)).isEqualTo(1);
            client.send("2\n".repeat(331));
            assertThat(client.readToEnd())
                    .startsWith("HTTP/1.1 503")
                    .contains("\"type\":\"urn:pgweir:problem:connection-lost\"");
        }
        assertThat(log.getAll()).doesNotContain("Application exception overridden");
    }

    @Test
    void lendsNoConnectionToABodyThatDoesNotBegin() throws IOException {
        try (var _ = write("text/csv", "");
                var _ = write("application/x-ndjson", "")) {
            assertThat(gateway.send("POST", "/unloaded", "id\n", "Content-Type", "text/csv")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void writesNothingOfABodyWhoseClientLeaves() throws IOException {
        try (var _ = write("application/x-ndjson", "{\"id\":1}\n{\"id\":2}\n")) {
            await().until(() -> running() == 1);
        }
        nothingRuns(Duration.ofSeconds(1));
        assertThat(loaded()).isZero();
    }

    private RawClient read(String path) throws IOException {
        return new RawClient(gateway).send("GET %s HTTP/1.1\nHost: localhost\nAccept: text/csv\n\n".formatted(path));
    }

    /** Sends the beginning of a body. */
    private RawClient write(String type, String beginning) throws IOException {
        return new RawClient(gateway)
                .send("POST /unloaded HTTP/1.1\nHost: localhost\nContent-Type: %s\nContent-Length: 1000\n\n%s"
                        .formatted(type, beginning));
    }

    private long loaded() {
        return cluster.query("primary", "SELECT count(*) FROM unloaded", Long.class);
    }

    private void nothingRuns(Duration within) {
        await().atMost(within).pollInterval(Duration.ofMillis(20)).until(() -> running() == 0);
    }

    private long running() {
        return cluster.nodes().stream()
                .mapToLong(node -> cluster.query(node.name(), RUNNING, Long.class))
                .sum();
    }

    private HttpResponse<InputStream> open(String path, String format) throws Exception {
        var request = HttpRequest.newBuilder(gateway.uri(path)).header("Accept", format);
        return client.send(request.build(), BodyHandlers.ofInputStream());
    }

    private static void drain(InputStream body) throws IOException {
        try (body) {
            body.transferTo(OutputStream.nullOutputStream());
        }
    }
}
