package dev.pgweir.web.connection;

import static dev.pgweir.testing.Answers.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.routing.TrafficReport;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import dev.pgweir.testing.RawClient;
import dev.pgweir.testing.RawHttp2Client;
import dev.pgweir.testing.SharedSchema;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What becomes of a request whose client leaves before it is answered. */
@GatewayTest
class LeavingClientIntegrationTests {

    private final Gateway gateway;
    private final TrafficReport traffic;
    private final MeterRegistry meters;
    private double cancelledBefore;

    @Autowired
    LeavingClientIntegrationTests(Gateway gateway, TrafficReport traffic, MeterRegistry meters) {
        this.gateway = gateway;
        this.traffic = traffic;
        this.meters = meters;
    }

    @BeforeAll
    static void createTables(@Autowired Gateway gateway) {
        SharedSchema.change(
                gateway,
                "CREATE TABLE left_alone (id int PRIMARY KEY)",
                "CREATE VIEW endless AS SELECT 1 AS n, pg_sleep(25)::text AS slept",
                "CREATE VIEW brief AS SELECT 1 AS n, pg_sleep(1)::text AS slept",
                "GRANT ALL ON left_alone, endless, brief TO pgweir");
    }

    @AfterAll
    static void dropTables(@Autowired Gateway gateway) {
        SharedSchema.change(gateway, "DROP TABLE left_alone", "DROP VIEW endless, brief");
    }

    @BeforeEach
    void count() {
        cancelledBefore = cancelled();
    }

    @Test
    void cancelsTheReadOfAClientWhoClosesHisConnection() throws IOException {
        try (var client = new RawClient(gateway)) {
            client.request("GET /endless");
            await().until(() -> running("endless") == 1);
        }
        awaitCancellation("endless");
    }

    @Test
    void cancelsTheReadOfAClientWhoHangsUp() throws IOException {
        try (var client = new RawClient(gateway)) {
            client.request("GET /endless");
            await().until(() -> running("endless") == 1);
            client.hangUp();
        }
        awaitCancellation("endless");
    }

    @Test
    void answersNothingToAClientWhoHasSaidGoodbye() throws IOException {
        try (var client = new RawClient(gateway)) {
            client.request("GET /endless").sayGoodbye();

            assertThat(client.readToEnd()).isEmpty();
        }
        awaitCancellation("endless");
    }

    @Test
    void undoesTheWriteOfAClientWhoLeaves() throws IOException, SQLException {
        try (var other = TestCluster.shared().connect("primary");
                var lock = other.createStatement()) {
            other.setAutoCommit(false);
            lock.execute("LOCK TABLE left_alone");
            try (var client = new RawClient(gateway)) {
                client.send("POST /left_alone HTTP/1.1\nHost: localhost\nTransfer-Encoding: chunked\n\n");
                client.send("5\n{\"id\"\n4\n: 1}\n0\n\n");
                await().until(() -> running("left_alone") == 1);
            }
            awaitCancellation("left_alone");
            other.rollback();
        }
        TestCluster.shared().awaitReplay();
        assertThat(rows(gateway.get("/left_alone"))).isEmpty();
    }

    @Test
    void keepsWhatAPatientClientSendsMeanwhile() throws IOException {
        try (var client = new RawClient(gateway)) {
            client.request("GET /brief?select=n,slept");
            await().until(() -> running("brief") == 1);
            client.request("GET /brief?select=n").request("GET /left_alone");
            client.send("GET /nosuch HTTP/1.1\nHost: localhost\nConnection: close\n\n");

            assertThat(client.readToEnd())
                    .containsSubsequence("200", "[{\"n\":1,\"slept\":\"\"}]", "200", "[{\"n\":1}]", "200", "[]", "404");
        }
        assertThat(cancelled()).isEqualTo(cancelledBefore);
    }

    @Test
    void cancelsTheStatementOfOneStreamOfHttp2AndNoOther() throws IOException {
        try (var client = new RawHttp2Client(gateway)) {
            client.get(1, "/endless");
            client.get(3, "/brief?select=n");
            await().until(() -> running("endless") == 1);
            client.cancel(1);

            awaitCancellation("endless");
            assertThat(client.awaitBody(3)).isEqualTo("[{\"n\":1}]");
            client.get(5, "/left_alone");
            assertThat(client.awaitBody(5)).isEqualTo("[]");
        }
    }

    @Test
    void cancelsAllStatementsOfAClosedConnectionOfHttp2() throws IOException {
        try (var client = new RawHttp2Client(gateway)) {
            client.get(1, "/left_alone");
            assertThat(client.awaitBody(1)).isEqualTo("[]");
            client.get(3, "/endless");
            await().until(() -> running("endless") == 1);
        }
        awaitCancellation("endless");
    }

    private void awaitCancellation(String resource) {
        await().atMost(Duration.ofSeconds(1))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> running(resource) == 0);
        await().atMost(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(traffic.traffic())
                        .extracting(node -> node.pool().active())
                        .containsOnly(0));
        assertThat(cancelled()).isEqualTo(cancelledBefore + 1);
    }

    private double cancelled() {
        return meters.get("pgweir.requests.cancelled")
                .tag("reason", "client-left")
                .counter()
                .count();
    }

    /** The gateway's statements on a resource that run on any node. */
    static long running(String resource) {
        return TestCluster.shared().nodes().stream()
                .mapToLong(node -> TestCluster.shared()
                        .query(
                                node.name(),
                                "SELECT count(*) FROM pg_stat_activity WHERE state = 'active'"
                                        + " AND usename = 'pgweir' AND query LIKE '%\"" + resource + "\"%'",
                                Long.class))
                .sum();
    }
}
