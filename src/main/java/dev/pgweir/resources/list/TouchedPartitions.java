package dev.pgweir.resources.list;

import dev.pgweir.resources.plan.ListPlan;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Measures into how many partitions the statements of lists look, by resource: whether pruning works. Thread-safe. */
@Component
class TouchedPartitions {

    private final Map<String, DistributionSummary> summaries = new ConcurrentHashMap<>();
    private final MeterRegistry meters;

    TouchedPartitions(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Notes that a list is read which looks into these; one of a table without partitions is none of it. */
    void note(ListPlan plan) {
        plan.span()
                .ifPresent(span -> summaries
                        .computeIfAbsent(plan.query().table().name(), this::summary)
                        .record(span.partitions().count(span.window())));
    }

    private DistributionSummary summary(String resource) {
        return DistributionSummary.builder("pgweir.partitions.touched")
                .description("Partitions that one statement of a list looks into")
                .tag("resource", resource)
                .register(meters);
    }
}
