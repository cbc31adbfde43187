package dev.pgweir.lifecycle.run;

import dev.pgweir.lifecycle.policy.LifeCyclePolicies;
import dev.pgweir.lifecycle.run.TableStatus.Finding;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.springframework.stereotype.Component;

/** Meters of the life cycle: partitions ahead, findings, runs. Thread-safe. */
@Component
class LifeCycleMetrics {

    private final MeterRegistry meters;
    private final Collection<String> resources;
    private final Shown ahead;
    private final Shown left;
    private final Shown findings;

    /**
     * Gauges of one name. Those whose tags are there already stay: were they made again, a scrape meanwhile might find two of the
     * same tags, and fail.
     */
    private static final class Shown {

        private final MultiGauge gauges;
        private volatile Map<Tags, Double> values = Map.of();

        Shown(MultiGauge gauges) {
            this.gauges = gauges;
        }

        void show(Map<Tags, Double> news) {
            values = Map.copyOf(news);
            gauges.register(
                    values.keySet().stream().<MultiGauge.Row<?>>map(this::row).toList());
        }

        private MultiGauge.Row<?> row(Tags tags) {
            return MultiGauge.Row.of(tags, () -> values.getOrDefault(tags, Double.NaN));
        }
    }

    LifeCycleMetrics(MeterRegistry meters, LifeCyclePolicies policies) {
        this.meters = meters;
        this.resources = policies.settings().keySet();
        this.ahead = gauge("ahead", "Partitions beyond the present one");
        this.left = gauge("left", "Seconds, or integers, until the last partition that was made ahead is reached");
        this.findings = gauge("findings", "What an operator should know of the partitions");
        show(List.of(), Map.of());
    }

    private Shown gauge(String name, String description) {
        return new Shown(MultiGauge.builder("pgweir.partitions." + name)
                .description(description)
                .register(meters));
    }

    void ran(String outcome) {
        Counter.builder("pgweir.partitions.runs")
                .description("Looks at whether partitions must be made or retired, and how they ended")
                .tag("outcome", outcome)
                .register(meters)
                .increment();
    }

    /** Shows how tables stand, and what else was found, by resource. */
    void show(List<TableStatus> statuses, Map<String, List<Finding>> diagnoses) {
        ahead.show(values(statuses, TableStatus::ahead));
        left.show(
                values(statuses, status -> status.left().map(Long::doubleValue).orElse(Double.NaN)));
        Map<Tags, Set<Finding>> counted = new HashMap<>();
        statuses.forEach(status -> count(counted, status.resource(), status.findings()));
        diagnoses.forEach((resource, found) -> count(counted, resource, found));
        Map<Tags, Double> numbers = new HashMap<>();
        counted.forEach((tags, found) -> numbers.put(tags, (double) found.size()));
        findings.show(numbers);
    }

    /** Not a number of tables of which nothing is known yet. */
    private Map<Tags, Double> values(List<TableStatus> statuses, ToDoubleFunction<TableStatus> value) {
        Map<Tags, Double> values = new HashMap<>();
        resources.forEach(resource -> values.put(Tags.of("resource", resource), Double.NaN));
        statuses.forEach(status -> values.put(Tags.of("resource", status.resource()), value.applyAsDouble(status)));
        return values;
    }

    private static void count(Map<Tags, Set<Finding>> counted, String resource, List<Finding> found) {
        found.forEach(finding -> counted.computeIfAbsent(
                        Tags.of("resource", resource, "code", finding.code()), _ -> new HashSet<>())
                .add(finding));
    }
}
