package dev.pgweir.web;

import static dev.pgweir.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.ReadLoad;
import dev.pgweir.testing.StartedGateway;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Reads of one row by its key, which a second node is asked for where the first is slow. */
class HedgedReadsIntegrationTests {

    /** Far less than it takes to find a node frozen, far more than another node takes to answer. */
    private static final Duration SLOWEST = Duration.ofSeconds(2);

    private static TestCluster cluster;
    private static StartedGateway started;
    private static Gateway gateway;

    @BeforeAll
    static void start() {
        cluster = TestCluster.start(2);
        // On a busy machine many reads are slow: the budget of repeats is another test's subject.
        started = StartedGateway.on(
                cluster,
                "pgweir.routing.hedge-delay=30ms",
                "pgweir.routing.retry-percentage=100",
                "pgweir.cluster.probe-timeout=5s");
        gateway = started.http();
        await().until(() -> servedBy(read()).startsWith("replica-1"));
        await().until(() -> servedBy(read()).startsWith("replica-2"));
    }

    @AfterAll
    static void stop() {
        started.close();
        cluster.close();
    }

    @Test
    void areAnsweredByAnotherNodeWhileTheFirstIsFrozen() {
        var load = ReadLoad.during(HedgedReadsIntegrationTests::readWell, reading -> {
            reading.awaitReads(500);
            cluster.freeze("replica-1");
            try {
                reading.awaitReads(1000);
            } finally {
                cluster.thaw("replica-1");
            }
            reading.awaitReads(500);
        });

        assertThat(load.failures()).isEmpty();
        assertThat(load.slowest()).isLessThan(SLOWEST);
        assertThat(json(gateway.get("/actuator/metrics/pgweir.transactions.hedged"))
                        .at("/measurements/0/value")
                        .asInt())
                .isPositive();
    }

    @Test
    void bringTheTokenAndTheNodeOfTheAnswer() {
        var answer = read();

        assertThat(servedBy(answer)).startsWith("replica-");
        assertThat(answer.headers().firstValue("Consistency-Token")).isPresent();
        assertThat(answer.headers().firstValue("ETag")).isPresent();
    }

    private static void readWell() {
        var answer = read();
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static HttpResponse<String> read() {
        return gateway.get("/users/1");
    }

    private static String servedBy(HttpResponse<String> answer) {
        return answer.headers().firstValue("Served-By").orElse("");
    }
}
