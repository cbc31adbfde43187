package dev.pgweir.partitions.upkeep;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.springframework.stereotype.Component;

/** Keeps how the tables stood after the last run, for whoever asks and for the metrics. Safe for use by many threads. */
@Component
public class LifeCycleMetrics {

    private final MeterRegistry meters;
    private volatile List<TableStatus> statuses = List.of();

    LifeCycleMetrics(MeterRegistry meters, Policies policies) {
        this.meters = meters;
        for (var resource : policies.settings().keySet()) {
            gauge("ahead", "Partitions beyond the present one", resource, TableStatus::ahead);
            gauge(
                    "left",
                    "Seconds, or integers, until the last partition that was made ahead is reached",
                    resource,
                    status -> status.left().map(Long::doubleValue).orElse(Double.NaN));
            gauge(
                    "findings",
                    "What an operator should know of the partitions",
                    resource,
                    status -> status.findings().size());
        }
    }

    private void gauge(String name, String description, String resource, ToDoubleFunction<TableStatus> value) {
        Gauge.builder(
                        "pgweir.partitions." + name,
                        this,
                        metrics -> metrics.of(resource)
                                .map(status -> value.applyAsDouble(status))
                                .orElse(Double.NaN))
                .description(description)
                .tag("resource", resource)
                .register(meters);
    }

    private Optional<TableStatus> of(String resource) {
        return statuses.stream()
                .filter(status -> status.resource().equals(resource))
                .findFirst();
    }

    void ran(String outcome) {
        meters.counter("pgweir.partitions.runs", "outcome", outcome).increment();
    }

    void tell(List<TableStatus> news) {
        statuses = List.copyOf(news);
    }

    /** How the tables stood. */
    public List<TableStatus> statuses() {
        return statuses;
    }
}
