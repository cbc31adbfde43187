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
    private final MultiGauge ahead;
    private final MultiGauge left;
    private final MultiGauge findings;

    LifeCycleMetrics(MeterRegistry meters, LifeCyclePolicies policies) {
        this.meters = meters;
        this.resources = policies.settings().keySet();
        this.ahead = gauge("ahead", "Partitions beyond the present one");
        this.left = gauge("left", "Seconds, or integers, until the last partition that was made ahead is reached");
        this.findings = gauge("findings", "What an operator should know of the partitions");
        show(List.of(), Map.of());
    }

    private MultiGauge gauge(String name, String description) {
        return MultiGauge.builder("pgweir.partitions." + name)
                .description(description)
                .register(meters);
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
        ahead.register(rows(statuses, TableStatus::ahead), true);
        left.register(
                rows(statuses, status -> status.left().map(Long::doubleValue).orElse(Double.NaN)), true);
        Map<Tags, Set<Finding>> counted = new HashMap<>();
        statuses.forEach(status -> count(counted, status.resource(), status.findings()));
        diagnoses.forEach((resource, found) -> count(counted, resource, found));
        findings.register(
                counted.entrySet().stream()
                        .map(entry -> MultiGauge.Row.of(
                                entry.getKey(), entry.getValue().size()))
                        .toList(),
                true);
    }

    /** Not a number of tables of which nothing is known yet. */
    private List<MultiGauge.Row<?>> rows(List<TableStatus> statuses, ToDoubleFunction<TableStatus> value) {
        Map<String, Double> values = new HashMap<>();
        resources.forEach(resource -> values.put(resource, Double.NaN));
        statuses.forEach(status -> values.put(status.resource(), value.applyAsDouble(status)));
        return values.entrySet().stream()
                .<MultiGauge.Row<?>>map(
                        entry -> MultiGauge.Row.of(Tags.of("resource", entry.getKey()), entry.getValue()))
                .toList();
    }

    private static void count(Map<Tags, Set<Finding>> counted, String resource, List<Finding> found) {
        found.forEach(finding -> counted.computeIfAbsent(
                        Tags.of("resource", resource, "code", finding.code()), _ -> new HashSet<>())
                .add(finding));
    }
}
