package dev.pgweir.partitions.upkeep;

import dev.pgweir.partitions.upkeep.TableStatus.Finding;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.springframework.stereotype.Component;

/**
 * Keeps how the tables stood after the last run and what else was found, for whoever asks and for the metrics. Safe for use by
 * many threads.
 */
@Component
public class LifeCycleMetrics {

    private final MeterRegistry meters;
    private final MultiGauge findings;
    private volatile List<TableStatus> statuses = List.of();
    private volatile Map<String, List<Finding>> diagnoses = Map.of();

    LifeCycleMetrics(MeterRegistry meters, Policies policies) {
        this.meters = meters;
        this.findings = MultiGauge.builder("pgweir.partitions.findings")
                .description("What an operator should know of the partitions")
                .register(meters);
        for (var resource : policies.settings().keySet()) {
            gauge("ahead", "Partitions beyond the present one", resource, TableStatus::ahead);
            gauge(
                    "left",
                    "Seconds, or integers, until the last partition that was made ahead is reached",
                    resource,
                    status -> status.left().map(Long::doubleValue).orElse(Double.NaN));
        }
    }

    private void gauge(String name, String description, String resource, ToDoubleFunction<TableStatus> value) {
        Gauge.builder(
                        "pgweir.partitions." + name,
                        this,
                        metrics -> metrics.status(resource)
                                .map(status -> value.applyAsDouble(status))
                                .orElse(Double.NaN))
                .description(description)
                .tag("resource", resource)
                .register(meters);
    }

    void ran(String outcome) {
        meters.counter("pgweir.partitions.runs", "outcome", outcome).increment();
    }

    synchronized void tell(List<TableStatus> news) {
        statuses = List.copyOf(news);
        count();
    }

    /** Takes what was found beside the life cycle, by resource. */
    public synchronized void diagnose(Map<String, List<Finding>> found) {
        diagnoses = Map.copyOf(found);
        count();
    }

    private void count() {
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

    private static void count(Map<Tags, Set<Finding>> counted, String resource, List<Finding> found) {
        found.forEach(finding -> counted.computeIfAbsent(
                        Tags.of("resource", resource, "code", finding.code()), _ -> new HashSet<>())
                .add(finding));
    }

    /** How a table stood; empty where it has no life cycle, or no run has ended yet. */
    public Optional<TableStatus> status(String resource) {
        return statuses.stream()
                .filter(status -> status.resource().equals(resource))
                .findFirst();
    }

    /** How the tables stood. */
    public List<TableStatus> statuses() {
        return statuses;
    }
}
