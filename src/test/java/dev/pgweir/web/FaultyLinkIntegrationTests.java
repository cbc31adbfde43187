package dev.pgweir.web;

import static dev.pgweir.testing.Answers.json;
import static dev.pgweir.testing.Answers.problem;
import static dev.pgweir.testing.Answers.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgweir.PgweirApplication;
import dev.pgweir.cluster.NodeDefinition;
import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.FaultyLink;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.ReadLoad;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A network that stalls, breaks and swallows, between the gateway and servers that are well. */
@Tag("soak")
class FaultyLinkIntegrationTests {

    /** What a request may take beyond its deadline to notice that nobody answers. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    /** Between the gateway and a replica, one way; much more than what a busy machine adds now and then. */
    private static final Duration DISTANCE = Duration.ofMillis(20);

    /** Of the machine; less than what a slow replica adds to a read. */
    private static final Duration NOISE = Duration.ofMillis(10);

    private static final String SALE = "{\"order_date\": \"2024-02-29\", \"order_amount\": 12.50}";

    private static TestCluster cluster;
    private static FaultyLink toPrimary;
    private static FaultyLink toReplica;
    private static FaultyLink toOtherReplica;
    private static ConfigurableApplicationContext application;
    private static Gateway gateway;

    @BeforeAll
    static void start() {
        cluster = TestCluster.start(2);
        cluster.execute(
                "CREATE VIEW drowsy AS SELECT 1 AS n, pg_sleep(20)::text AS slept", "GRANT SELECT ON drowsy TO pgweir");
        cluster.awaitReplay();
        toPrimary = FaultyLink.to(cluster.node("primary"));
        toReplica = FaultyLink.to(cluster.node("replica-1"));
        toOtherReplica = FaultyLink.to(cluster.node("replica-2"));
        Map<String, Object> settings = new LinkedHashMap<>(Map.of("server.port", 0, "pgweir.routing.pool-size", 10));
        cluster.register((name, value) -> settings.put(name, String.valueOf(value.get())));
        var links = List.of(toPrimary, toReplica, toOtherReplica);
        for (var i = 0; i < links.size(); i++) {
            settings.put(
                    "pgweir.cluster.nodes[%d].url".formatted(i), links.get(i).url());
        }
        application = new SpringApplicationBuilder(PgweirApplication.class)
                .run(settings.entrySet().stream().map(setting -> "--" + setting).toArray(String[]::new));
        gateway = new Gateway(application.getEnvironment());
    }

    @AfterAll
    static void stop() {
        toPrimary.heal();
        application.close();
        toPrimary.close();
        toReplica.close();
        toOtherReplica.close();
        cluster.close();
    }

    @AfterEach
    void heal() {
        toPrimary.heal();
        toReplica.heal();
        toOtherReplica.heal();
        patiently()
                .until(() ->
                        cluster.nodes().stream().map(NodeDefinition::name).allMatch(FaultyLinkIntegrationTests::isUp));
    }

    @Test
    void failsNoReadWhileAReplicaAnswersNothingAndReadsThereAgainAfterwards() {
        var load = ReadLoad.during(FaultyLinkIntegrationTests::read, reading -> {
            toReplica.swallow();
            patiently().until(() -> !isUp("replica-1"));
            reading.awaitReads(2000);
        });

        assertThat(load.failures()).isEmpty();
        assertThat(load.slowest()).isLessThan(Duration.ofSeconds(10));
        toReplica.heal();
        patiently().until(() -> read().equals("replica-1"));
    }

    /** The server answers its probes meanwhile, over connections of their own. */
    @Test
    void holdsNoReadBeyondItsDeadlineOnAConnectionThatDeliversNothingMore() throws Exception {
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var reads = IntStream.range(0, 8)
                    .mapToObj(_ -> clients.submit(() -> timed("GET", "/drowsy", "", "wait=4")))
                    .toList();
            patiently().until(() -> active() == 8);
            toReplica.stall();
            toOtherReplica.stall();

            for (var read : reads) {
                assertThat(read.get().took()).isLessThan(Duration.ofSeconds(4).plus(GRACE));
                assertThat(read.get().status()).isIn(503, 504);
            }
            assertThat(timed("GET", "/sales?limit=1", "", "wait=8").status()).isEqualTo(200);
        }
    }

    @Test
    void holdsNoCommitBeyondItsDeadlineOnAConnectionThatDeliversNothingMore() throws Exception {
        cluster.execute(
                "CREATE TABLE napping (id int PRIMARY KEY)",
                "GRANT ALL ON napping TO pgweir",
                "CREATE FUNCTION nap() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(3); RETURN NEW; END'",
                """
                CREATE CONSTRAINT TRIGGER nap_at_commit AFTER INSERT ON napping
                DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION nap()""");
        assertThat(gateway.send("POST", "/admin/catalog/refresh", "").statusCode())
                .isEqualTo(200);
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var write = clients.submit(() -> timed("POST", "/napping", "{\"id\": 1}", "wait=2"));
            patiently()
                    .until(() -> cluster.query(
                            "primary",
                            "SELECT count(*) = 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep'",
                            Boolean.class));
            toPrimary.stall();

            assertThat(write.get().took()).isLessThan(Duration.ofSeconds(2).plus(GRACE));
            problem(write.get().answer(), 503, "commit-unknown");
        }
    }

    @Test
    void readsAgainElsewhereWhatIsCutInMidAnswer() {
        for (var cuts = 0; cuts < 3; cuts++) {
            toReplica.cutAfter(20_000);
            await().atMost(Duration.ofSeconds(30)).pollDelay(Duration.ZERO).until(() -> {
                assertThat(rows(gateway.get("/sales?limit=1000"))).hasSize(1000);
                return toReplica.hasCut();
            });
        }
    }

    @Test
    void readsOnAndHoldsWritesUntilTheirDeadlineWhileThePrimaryAnswersNothing() throws Exception {
        toPrimary.swallow();
        var refused = timed("POST", "/sales", SALE, "wait=3");
        assertThat(refused.took()).isLessThan(Duration.ofSeconds(3).plus(GRACE));
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.answer().headers().firstValue("Retry-After")).contains("1");
        problem(gateway.send("POST", "/sales", SALE, "Prefer", "wait=1"), 503, "no-primary");
        var reads = ReadLoad.during(FaultyLinkIntegrationTests::read, reading -> reading.awaitReads(1000));
        assertThat(reads.failures()).isEmpty();

        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var held = clients.submit(() -> timed("POST", "/sales", SALE, "wait=9"));
            patiently().until(() -> waitingWrites() == 1);
            toPrimary.heal();
            assertThat(held.get().status()).isEqualTo(201);
        }
    }

    @Test
    void leavesATrickleToAReplicaThatIsTenTimesSlower() {
        patiently().until(() -> read().equals("replica-1"));
        toReplica.delay(DISTANCE);
        toOtherReplica.delay(DISTANCE);
        var well = ReadLoad.during(FaultyLinkIntegrationTests::read, reading -> reading.awaitReads(1000));
        // One way; ten times what a read takes on this machine.
        toReplica.delay(well.within(50).multipliedBy(5));
        Queue<String> served = new ConcurrentLinkedQueue<>();
        var slowed = ReadLoad.during(() -> served.add(read()), reading -> reading.awaitReads(2000));

        var trickle = served.stream().filter("replica-1"::equals).count();
        System.out.printf(
                "95 and 99 %% within %s and %s; with a slower replica, which served %d of %d, within %s and %s%n",
                well.within(95), well.within(99), trickle, served.size(), slowed.within(95), slowed.within(99));
        assertThat(slowed.failures()).isEmpty();
        assertThat(trickle).isBetween(1L, served.size() / 50L);
        assertThat(slowed.within(99)).isLessThan(well.within(99).multipliedBy(2).plus(NOISE));
    }

    @Test
    void failsNoReadWhileAReplicaRefusesConnections() {
        var load = ReadLoad.during(FaultyLinkIntegrationTests::read, reading -> {
            toReplica.refuse();
            patiently().until(() -> !isUp("replica-1"));
            reading.awaitReads(1000);
        });

        assertThat(load.failures()).isEmpty();
    }

    private record Timed(HttpResponse<String> answer, Duration took) {

        int status() {
            return answer.statusCode();
        }
    }

    private static Timed timed(String method, String path, String body, String wait) {
        var begun = System.nanoTime();
        var answer = gateway.send(method, path, body, "Prefer", wait);
        return new Timed(answer, Duration.ofNanos(System.nanoTime() - begun));
    }

    /** The node that served it. */
    private static String read() {
        var answer = gateway.get("/users?limit=1", "Prefer", "wait=10");
        assertThat(rows(answer)).hasSize(1);
        return answer.headers().firstValue("Served-By").orElse("").replaceAll(";.*", "");
    }

    private static boolean isUp(String node) {
        return json(gateway.get("/admin/cluster"))
                .path("nodes")
                .valueStream()
                .filter(report -> report.path("name").asString().equals(node))
                .anyMatch(
                        report -> report.path("state").path("status").asString().equals("up"));
    }

    private static long active() {
        return IntStream.rangeClosed(1, 2)
                .mapToLong(n -> cluster.query(
                        "replica-" + n,
                        "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'",
                        Long.class))
                .sum();
    }

    private static double waitingWrites() {
        return json(gateway.get("/actuator/metrics/pgweir.writes.waiting"))
                .at("/measurements/0/value")
                .asDouble();
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(20));
    }
}
