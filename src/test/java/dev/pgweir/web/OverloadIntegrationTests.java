package dev.pgweir.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.PgweirApplication;
import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Gateway;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** More requests than the pools can serve; each takes 50 ms on its node, whatever the machine. */
@SpringBootTest(classes = PgweirApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@Import(Gateway.class)
@DirtiesContext
class OverloadIntegrationTests {

    /** Connections to the one replica, and to the primary for reads that find no room there. */
    private static final int CAPACITY = 4 + 2;

    private static final Duration PERIOD = Duration.ofSeconds(4);
    private static final TestCluster CLUSTER = TestCluster.start(1);

    private final Gateway gateway;

    @Autowired
    OverloadIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @DynamicPropertySource
    static void cluster(DynamicPropertyRegistry registry) {
        CLUSTER.register(registry);
        registry.add("pgweir.routing.pool-size", () -> "4");
        registry.add("pgweir.routing.fallback-pool-size", () -> "2");
        registry.add("pgweir.routing.queue-size", () -> "4");
        registry.add("pgweir.routing.resource-share", () -> "100");
    }

    @BeforeAll
    static void makeView() {
        CLUSTER.execute("CREATE VIEW slow AS SELECT 1 AS n FROM pg_sleep(0.05)", "GRANT SELECT ON slow TO pgweir");
        CLUSTER.awaitReplay();
    }

    @AfterAll
    static void stop() {
        CLUSTER.close();
    }

    @Test
    void servesAsManyRequestsAsItCanHoweverManyCome() throws Exception {
        assertThat(gateway.send("POST", "/admin/catalog/refresh", "").statusCode())
                .isEqualTo(200);
        run(CAPACITY);
        var full = run(CAPACITY);

        var overloaded = run(4 * CAPACITY);

        System.out.printf("at capacity: %s%nat four times that: %s%n", full, overloaded);
        assertThat(overloaded.statuses()).containsKey(503);
        assertThat(overloaded.statuses().keySet()).containsOnly(200, 503);
        assertThat(overloaded.served()).isGreaterThan((long) (0.9 * full.served()));
        assertThat(overloaded.slowest99()).isLessThan(full.slowest99().multipliedBy(3));
        assertThat(overloaded.operators()).isNotEmpty().allMatch(took -> took.compareTo(Duration.ofSeconds(1)) < 0);
    }

    private record Outcome(Map<Integer, Long> statuses, Duration slowest99, List<Duration> operators) {

        long served() {
            return statuses.getOrDefault(200, 0L);
        }

        @Override
        public String toString() {
            return "%s, 99 %% of those served within %d ms".formatted(statuses, slowest99.toMillis());
        }
    }

    private Outcome run(int clients) throws Exception {
        var statuses = new ConcurrentHashMap<Integer, LongAdder>();
        var served = new ConcurrentLinkedQueue<Duration>();
        List<Duration> operators = new ArrayList<>();
        var end = System.nanoTime() + PERIOD.toNanos();
        Callable<Void> client = () -> {
            while (System.nanoTime() < end) {
                var began = System.nanoTime();
                var answer = gateway.get("/slow");
                statuses.computeIfAbsent(answer.statusCode(), _ -> new LongAdder())
                        .increment();
                if (answer.statusCode() == 503) {
                    assertThat(answer.headers().firstValue("Retry-After")).contains("1");
                }
                if (answer.statusCode() == 200) {
                    served.add(Duration.ofNanos(System.nanoTime() - began));
                }
            }
            return null;
        };
        Callable<Void> operator = () -> {
            while (System.nanoTime() < end) {
                var began = System.nanoTime();
                assertThat(gateway.get("/admin/cluster").statusCode()).isEqualTo(200);
                assertThat(gateway.get("/actuator/health/readiness").statusCode())
                        .isEqualTo(200);
                operators.add(Duration.ofNanos(System.nanoTime() - began));
            }
            return null;
        };
        try (var threads = Executors.newCachedThreadPool()) {
            List<Callable<Void>> all = new ArrayList<>(
                    IntStream.range(0, clients).mapToObj(_ -> client).toList());
            all.add(operator);
            for (var each : threads.invokeAll(all)) {
                each.get();
            }
        }
        var ordered = served.stream().sorted().toList();
        var counts = new ConcurrentHashMap<Integer, Long>();
        statuses.forEach((status, count) -> counts.put(status, count.sum()));
        return new Outcome(counts, ordered.get(99 * ordered.size() / 100), operators);
    }
}
