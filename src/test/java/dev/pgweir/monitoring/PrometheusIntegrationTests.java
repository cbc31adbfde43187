package dev.pgweir.monitoring;

import static dev.pgweir.monitoring.Dashboard.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.MeasuredGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** A real Prometheus reads two gateways while their primary is killed and a replica is promoted. */
@Tag("soak")
class PrometheusIntegrationTests {

    /** What only shows something when it is there: a query that ends so may have no data. */
    private static final String ONLY_WHERE_THERE_IS_SOME = "> 0";

    /** Pools need not open another connection meanwhile. */
    private static final String ONLY_WHERE_SOME_ARE_OPENED = "New connections";

    @TempDir
    static Path folder;

    private static TestCluster cluster;
    private static List<MeasuredGateway> gateways = List.of();
    private static RunningPrometheus prometheus;
    private static Instant start;
    private static List<String> firing;

    @BeforeAll
    static void failOver() throws IOException {
        PrometheusPrograms.assume("prometheus");
        cluster = TestCluster.start(2);
        MeasuredGateway.createTables(cluster);
        gateways = Stream.generate(() -> MeasuredGateway.on(cluster, "pgweir.partitions.maintenance-interval=1s"))
                .limit(2)
                .toList();
        Files.writeString(
                folder.resolve("rules.yaml"), Files.readString(Alert.FILE).replaceAll("(?m)^( *for:) .*$", "$1 2s"));
        prometheus = RunningPrometheus.start(
                folder,
                gateways.stream()
                        .map(gateway -> gateway.http().uri("").getAuthority())
                        .toList());
        start = Instant.now();
        useUntil(isPrimaryAndBusy("primary"));
        cluster.kill("primary");
        patiently()
                .until(() -> isWritten(503)
                        && isSeenOfBoth("rate(http_server_requests_seconds_count{status='503'}[5s]) > 0")
                        && isFiring("PgweirNoPrimary")
                        && isFiring("PgweirNodeDown"));
        firing = prometheus.alerts().map(PrometheusIntegrationTests::name).toList();
        cluster.promote("replica-1");
        patiently().until(() -> isWritten(204) && !isFiring("PgweirNoPrimary"));
        useUntil(isPrimaryAndBusy("replica-1"));
    }

    private static String isPrimaryAndBusy(String node) {
        return "pgweir_node_role{role='primary', node='%s'} == 1".formatted(node)
                + " and on (instance) rate(pgweir_idempotency_total[5s]) > 0";
    }

    @AfterAll
    static void stop() {
        if (prometheus != null) {
            prometheus.close();
        }
        gateways.forEach(MeasuredGateway::close);
        if (cluster != null) {
            cluster.close();
        }
    }

    /** Keeps both gateways busy until something is seen of both. */
    private static void useUntil(String seen) {
        patiently().until(() -> {
            gateways.forEach(MeasuredGateway::useEverything);
            return isSeenOfBoth(seen);
        });
    }

    private static boolean isSeenOfBoth(String expression) {
        return prometheus
                        .query("count by (instance) (%s)".formatted(expression))
                        .size()
                == gateways.size();
    }

    private static boolean isWritten(int status) {
        return gateways.stream().allMatch(gateway -> gateway.write() == status);
    }

    private static boolean isFiring(String alert) {
        return prometheus
                .alerts()
                .anyMatch(active ->
                        name(active).equals(alert) && text(active, "state").equals("firing"));
    }

    private static String name(JsonNode alert) {
        return alert.at("/labels/alertname").asString("");
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(200));
    }

    @Test
    void alertsOnceForBothGateways() {
        assertThat(firing).contains("PgweirNoPrimary", "PgweirNodeDown").doesNotHaveDuplicates();
        assertThat(prometheus.since(start, "ALERTS{alertname=\"PgweirNoPrimary\", alertstate=\"firing\"}"))
                .hasSize(1);
    }

    @Test
    void toleratesEachRuleAndFillsInWhatPeopleAreTold() {
        assertThat(prometheus.rules())
                .hasSizeGreaterThan(12)
                .allSatisfy(
                        rule -> assertThat(text(rule, "health")).as("%s", rule).isEqualTo("ok"));
        assertThat(prometheus.alerts())
                .allSatisfy(alert -> assertThat("" + alert.get("annotations")).doesNotContain("{{", "<error"));
    }

    @Test
    void countsOneChangeOfThePrimaryInEachGateway() {
        assertThat(prometheus.query("pgweir_primary_changes_total == 1")).hasSize(gateways.size());
    }

    static Stream<Query> queries() throws IOException {
        return Dashboard.read().queries("5s", "1m").stream();
    }

    @ParameterizedTest
    @MethodSource("queries")
    void answersEachQueryOfTheDashboard(Query query) {
        var series = prometheus.since(start, query.expression());

        var mayBeEmpty = query.expression().endsWith(ONLY_WHERE_THERE_IS_SOME)
                || query.place().equals(ONLY_WHERE_SOME_ARE_OPENED);
        if (!mayBeEmpty) {
            assertThat(series.stream().flatMap(one -> one.get("values").valueStream()))
                    .as("%s", query)
                    .anyMatch(value -> !value.get(1).asString().equals("NaN"));
        }
    }
}
