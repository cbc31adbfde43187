package dev.pgweir.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.PgweirApplication;
import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Gateway;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** More requests than the pools can serve; each takes 50 or 200 ms on its node, whatever the machine. */
@SpringBootTest(classes = PgweirApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@Import(Gateway.class)
@DirtiesContext
class OverloadIntegrationTests {

    /** Connections to the one replica, and to the primary for reads that find no room there. */
    private static final int CAPACITY = 4 + 2;

    /** Three, and a reserve for a busy machine. */
    private static final int MOST_SLOWER = 4;

    private static final Duration BETWEEN_OPERATORS = Duration.ofMillis(20);
    private static final int SERVED_A_SECOND = CAPACITY * 5;

    private static final Duration PERIOD = Duration.ofSeconds(4);
    private static final Duration LONG_PERIOD = Duration.ofSeconds(6);
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
        registry.add("pgweir.routing.resource-share", () -> "100");
    }

    @BeforeAll
    static void makeViews(@Autowired Gateway gateway) {
        CLUSTER.execute(
                "CREATE VIEW slow AS SELECT 1 AS n FROM pg_sleep(0.05)",
                "CREATE VIEW slower AS SELECT 1 AS n FROM pg_sleep(0.2)",
                "GRANT SELECT ON slow, slower TO pgweir");
        CLUSTER.awaitReplay();
        assertThat(gateway.send("POST", "/admin/catalog/refresh", "").statusCode())
                .isEqualTo(200);
    }

    @AfterAll
    static void stop() {
        CLUSTER.close();
    }

    @Test
    @Tag("soak")
    void servesAsManyRequestsAsItCanHoweverManyCome() throws Exception {
        run(CAPACITY);
        var full = run(CAPACITY);

        var overloaded = run(4 * CAPACITY);

        System.out.printf("at capacity: %s%nat four times that: %s%n", full, overloaded);
        assertThat(overloaded.statuses()).containsKey(503);
        assertThat(overloaded.statuses().keySet()).containsOnly(200, 503);
        assertThat(overloaded.served()).isGreaterThan((long) (0.9 * full.served()));
        assertThat(overloaded.slowest99()).isLessThan(full.slowest99().multipliedBy(MOST_SLOWER));
        assertThat(overloaded.operators()).isNotEmpty().allMatch(took -> took.compareTo(Duration.ofSeconds(1)) < 0);
    }

    @Test
    @Tag("soak")
    void servesInTimeWhatItServesHoweverManyKeepComing() throws Exception {
        servesInTime(4);
    }

    @Test
    @Tag("soak")
    void servesInTimeWhatItServesOfTenTimesItsCapacity() throws Exception {
        servesInTime(10);
    }

    /** Arrivals keep to their times, whether those before were answered or not. */
    private void servesInTime(int times) throws Exception {
        arrive(SERVED_A_SECOND, PERIOD);
        var unloaded = arrive(SERVED_A_SECOND / 4, LONG_PERIOD);

        var overloaded = arrive(times * SERVED_A_SECOND, LONG_PERIOD);

        System.out.printf("unloaded: %s%nat %d times the capacity: %s%n", unloaded, times, overloaded);
        assertThat(unloaded.statuses().keySet()).containsExactly(200);
        assertThat(overloaded.statuses().keySet()).containsExactlyInAnyOrder(200, 503);
        assertThat(overloaded.served()).isGreaterThan((long) (0.7 * SERVED_A_SECOND * LONG_PERIOD.toSeconds()));
        assertThat(overloaded.slowest99()).isLessThan(unloaded.slowest99().multipliedBy(MOST_SLOWER));
        assertThat(overloaded.operators()).isNotEmpty().allMatch(took -> took.compareTo(Duration.ofSeconds(1)) < 0);
    }

    @Test
    @Tag("soak")
    void letsClientsWaitForAsLongAsTheySay() throws Exception {
        arrive(SERVED_A_SECOND, PERIOD);

        var overloaded = arrive(4 * SERVED_A_SECOND, PERIOD, "Prefer", "wait=1");

        System.out.printf("with a wait of 1 s: %s%n", overloaded);
        assertThat(overloaded.served()).isGreaterThan((long) (0.7 * SERVED_A_SECOND * PERIOD.toSeconds()));
        assertThat(overloaded.slowest99()).isGreaterThan(Duration.ofMillis(600));
        assertThat(overloaded.statuses().getOrDefault(504, 0L)).isLessThan(overloaded.served() / 5);
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

    /** What a run has seen so far. */
    private final class Tally {

        private final Map<Integer, LongAdder> statuses = new ConcurrentHashMap<>();
        private final Queue<Duration> served = new ConcurrentLinkedQueue<>();

        private void ask(String path, String... headers) {
            var begun = System.nanoTime();
            var answer = gateway.get(path, headers);
            statuses.computeIfAbsent(answer.statusCode(), _ -> new LongAdder()).increment();
            if (answer.statusCode() == 503) {
                assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow())
                        .isPositive();
            }
            if (answer.statusCode() == 200) {
                served.add(Duration.ofNanos(System.nanoTime() - begun));
            }
        }

        private Outcome outcome(List<Duration> operators) {
            var ordered = served.stream().sorted().toList();
            var counts = new TreeMap<Integer, Long>();
            statuses.forEach((status, count) -> counts.put(status, count.sum()));
            return new Outcome(counts, ordered.get(99 * ordered.size() / 100), operators);
        }
    }

    /** So many clients, each of whom asks again once it is answered. */
    private Outcome run(int clients) throws Exception {
        var tally = new Tally();
        var end = System.nanoTime() + PERIOD.toNanos();
        Callable<Void> client = () -> {
            while (System.nanoTime() < end) {
                tally.ask("/slow");
            }
            return null;
        };
        try (var threads = Executors.newCachedThreadPool()) {
            var operators = threads.submit(() -> operate(end));
            for (var each : threads.invokeAll(Collections.nCopies(clients, client))) {
                each.get();
            }
            return tally.outcome(operators.get());
        }
    }

    /** So many requests a second, each at its time. */
    private Outcome arrive(int rate, Duration period, String... headers) throws Exception {
        var tally = new Tally();
        var start = System.nanoTime();
        var count = rate * period.toSeconds();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var operators = threads.submit(() -> operate(start + period.toNanos()));
            List<Future<?>> arrivals = new ArrayList<>();
            for (var i = 0; i < count; i++) {
                var due = start + i * Duration.ofSeconds(1).toNanos() / rate;
                LockSupport.parkNanos(due - System.nanoTime());
                arrivals.add(threads.submit(() -> tally.ask("/slower", headers)));
            }
            for (var arrival : arrivals) {
                arrival.get();
            }
            return tally.outcome(operators.get());
        }
    }

    private List<Duration> operate(long end) {
        List<Duration> took = new ArrayList<>();
        while (System.nanoTime() < end) {
            var began = System.nanoTime();
            assertThat(gateway.get("/admin/cluster").statusCode()).isEqualTo(200);
            assertThat(gateway.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
            took.add(Duration.ofNanos(System.nanoTime() - began));
            LockSupport.parkNanos(BETWEEN_OPERATORS.toNanos());
        }
        return took;
    }
}
