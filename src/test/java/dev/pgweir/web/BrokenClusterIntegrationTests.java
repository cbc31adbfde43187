package dev.pgweir.web;

import static dev.pgweir.testing.Answers.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.ReadLoad;
import dev.pgweir.testing.StartedGateway;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A cluster of two of which nothing is left, or no replica. */
@Tag("soak")
class BrokenClusterIntegrationTests {

    private static final Duration DEADLINE = Duration.ofSeconds(2);

    /** What a request may take beyond its deadline to notice that nobody answers. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    private static final String WAIT = "wait=" + DEADLINE.toSeconds();

    private static TestCluster cluster;
    private static StartedGateway started;
    private static Gateway gateway;

    @BeforeAll
    static void start() {
        cluster = TestCluster.start(1);
        started = StartedGateway.onOwn(cluster, "pgweir.routing.pool-size=10");
        gateway = started.http();
    }

    @AfterAll
    static void stop() {
        started.close();
    }

    @Test
    void answersInTimeWhileAllNodesAreFrozenAndServesAgainByItself() {
        var load = ReadLoad.during(() -> assertThat(read().statusCode()).isIn(200, 503, 504), _ -> {
            try {
                cluster.freeze("primary");
                cluster.freeze("replica-1");
                patiently().until(() -> read().statusCode() == 503);
                assertThat(write().statusCode()).isEqualTo(503);
                assertOperatorsAreHeard();
                assertThat(health("readiness")).isEqualTo(503);
                assertThat(health("writes")).isEqualTo(503);
            } finally {
                cluster.thaw("primary");
                cluster.thaw("replica-1");
            }
            patiently().until(() -> read().statusCode() == 200 && write().statusCode() == 201);
        });

        assertThat(load.failures()).isEmpty();
        assertThat(load.slowest()).isLessThan(DEADLINE.plus(GRACE));
        assertThat(health("readiness")).isEqualTo(200);
        assertThat(health("writes")).isEqualTo(200);
    }

    @Test
    void readsOverTheFallbackPoolWhileAllReplicasAreDeadAndReturnsToThem() {
        var load = ReadLoad.during(() -> rows(read()), reading -> {
            cluster.kill("replica-1");
            patiently().until(() -> servedBy().equals("primary; role=primary"));
            assertThat(gateway.get("/actuator/metrics/hikaricp.connections?tag=pool:primary-fallback")
                            .statusCode())
                    .isEqualTo(200);
            reading.awaitReads(1000);
            cluster.restart("replica-1");
            patiently().until(() -> servedBy().equals("replica-1; role=replica"));
        });

        assertThat(load.failures()).isEmpty();
    }

    @Test
    void isReadyForReadsButNotForWritesWhileThePrimaryIsDead() {
        cluster.kill("primary");
        try {
            patiently().until(() -> health("writes") == 503);

            assertThat(gateway.get("/actuator/health/writes").body()).contains("READ_ONLY");
            assertThat(health("readiness")).isEqualTo(200);
            assertThat(gateway.get("/actuator/health").statusCode()).isEqualTo(200);
        } finally {
            cluster.restart("primary");
        }
        patiently().until(() -> health("writes") == 200);
    }

    private static void assertOperatorsAreHeard() {
        assertThat(gateway.get("/admin/cluster").statusCode()).isEqualTo(200);
        assertThat(gateway.get("/admin/route").statusCode()).isEqualTo(200);
        assertThat(health("liveness")).isEqualTo(200);
    }

    private static int health(String group) {
        return gateway.get("/actuator/health/" + group).statusCode();
    }

    private static String servedBy() {
        return read().headers().firstValue("Served-By").orElse("");
    }

    private static HttpResponse<String> read() {
        return gateway.get("/users?limit=1", "Prefer", WAIT);
    }

    private static HttpResponse<String> write() {
        return gateway.send(
                "POST", "/sales", "{\"order_date\": \"2024-02-29\", \"order_amount\": 12.50}", "Prefer", WAIT);
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(20));
    }
}
