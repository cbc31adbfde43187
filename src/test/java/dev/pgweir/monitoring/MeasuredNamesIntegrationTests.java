package dev.pgweir.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.monitoring.Query.Matcher;
import dev.pgweir.monitoring.Query.Selector;
import dev.pgweir.testing.MeasuredGateway;
import dev.pgweir.testing.Scrape;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The alerts and the dashboard ask for names, labels and their values that a gateway does tell, as it has through a failover. */
class MeasuredNamesIntegrationTests {

    /** What Prometheus adds to all series of a gateway. */
    private static final Set<String> OF_THE_TARGET = Set.of("cluster", "namespace", "job", "instance");

    /** Of Prometheus itself: whether it could read the metrics. */
    private static final String UP = "up";

    private static Scrape scrape;

    @BeforeAll
    static void failOver() {
        try (var cluster = TestCluster.start(2)) {
            MeasuredGateway.createTables(cluster);
            try (var gateway = MeasuredGateway.on(cluster, "pgweir.partitions.maintenance-interval=1s")) {
                gateway.useEverything();
                cluster.kill("primary");
                await().until(() -> gateway.write() == 503);
                await().until(() -> gateway.scrape().samples().stream()
                        .anyMatch(sample -> sample.name().equals("pgweir_partitions_runs_total")
                                && sample.labels().containsValue("failed")));
                cluster.promote("replica-1");
                await().atMost(Duration.ofSeconds(30)).until(() -> gateway.write() == 204);
                gateway.useEverything();
                scrape = gateway.scrape();
            }
        }
    }

    static Stream<Query> queries() throws IOException {
        return Stream.concat(Alert.all().stream().map(Alert::query), Dashboard.read().queries("5m", "1h").stream());
    }

    @ParameterizedTest
    @MethodSource("queries")
    void askForWhatAGatewayTells(Query query) {
        assertThat(query.selectors()).isNotEmpty().allSatisfy(this::assertTold);
    }

    private void assertTold(Selector selector) {
        if (selector.metric().equals(UP)) {
            return;
        }
        assertThat(scrape.samples())
                .as("%s", selector)
                .anyMatch(sample -> sample.name().equals(selector.metric())
                        && selector.matchers().stream().allMatch(matcher -> isMet(matcher, sample)));
    }

    /** Where a value is ruled out, the label must be there all the same. */
    private static boolean isMet(Matcher matcher, Scrape.Sample sample) {
        if (OF_THE_TARGET.contains(matcher.label())) {
            return true;
        }
        var value = sample.labels().get(matcher.label());
        return value != null && (matcher.isNegative() || matcher.accepts(value));
    }

    @ParameterizedTest
    @MethodSource("queries")
    void groupAndShowByLabelsThatAreThere(Query query) {
        var labels = new TreeSet<>(OF_THE_TARGET);
        var metrics = query.selectors().stream().map(Selector::metric).toList();
        scrape.samples().stream()
                .filter(sample -> metrics.contains(sample.name()))
                .forEach(sample -> labels.addAll(sample.labels().keySet()));

        assertThat(query.grouping()).isSubsetOf(labels);
        assertThat(query.shown()).isSubsetOf(query.grouping().isEmpty() ? labels : query.grouping());
    }

    /** So that what is wrong is noticed. */
    @Test
    void wouldNotAskForWhatNoGatewayTells() {
        var wrong = new Query("", "sum by (node) (rate(pgweir_node_role{role=\"leader\", job=\"x\"}[5m])) > 0", "");

        assertThat(wrong.grouping()).containsExactly("node");
        assertThat(wrong.selectors()).extracting(Selector::metric).containsExactly("pgweir_node_role");
        assertThat(scrape.samples())
                .filteredOn(sample -> sample.name().equals("pgweir_node_role"))
                .isNotEmpty()
                .noneMatch(sample ->
                        wrong.selectors().getFirst().matchers().stream().allMatch(matcher -> isMet(matcher, sample)));
    }
}
