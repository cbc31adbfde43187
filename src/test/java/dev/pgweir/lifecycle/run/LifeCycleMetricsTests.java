package dev.pgweir.lifecycle.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.pgweir.lifecycle.policy.LifeCyclePolicies;
import dev.pgweir.lifecycle.policy.LifeCycleSettings;
import dev.pgweir.lifecycle.run.TableStatus.Finding;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LifeCycleMetricsTests {

    private static final String AHEAD = "pgweir.partitions.ahead";
    private static final String LEFT = "pgweir.partitions.left";
    private static final String FINDINGS = "pgweir.partitions.findings";

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final LifeCycleMetrics metrics = new LifeCycleMetrics(meters, policies());

    private static LifeCyclePolicies policies() {
        var policies = mock(LifeCyclePolicies.class);
        when(policies.settings()).thenReturn(new TreeMap<>(Map.of("sales", mock(LifeCycleSettings.class))));
        return policies;
    }

    @Test
    void showsThatNothingIsKnownYet() {
        assertThat(gauge(AHEAD).value()).isNaN();
        assertThat(gauge(LEFT).value()).isNaN();
    }

    /** A scrape that comes while one takes the place of another finds both, and fails. */
    @Test
    void showsNewsByTheSameGauges() {
        metrics.show(List.of(status(1)), Map.of());
        var before = List.of(gauge(AHEAD), gauge(LEFT), gauge(FINDINGS));

        metrics.show(List.of(status(2)), Map.of("sales", List.of(new Finding("gap", "another"))));

        assertThat(before).containsExactly(gauge(AHEAD), gauge(LEFT), gauge(FINDINGS));
        assertThat(before).extracting(Gauge::value).containsExactly(2.0, 200.0, 2.0);
    }

    @Test
    void showsNoFindingsThatAreGone() {
        metrics.show(List.of(status(1)), Map.of());
        metrics.show(List.of(), Map.of());

        assertThat(meters.find(FINDINGS).gauge()).isNull();
        assertThat(gauge(AHEAD).value()).isNaN();
    }

    private static TableStatus status(int ahead) {
        return new TableStatus(
                "sales", ahead, Optional.empty(), Optional.of(ahead * 100L), List.of(new Finding("gap", "one")));
    }

    private Gauge gauge(String name) {
        return meters.get(name).tag("resource", "sales").gauge();
    }
}
