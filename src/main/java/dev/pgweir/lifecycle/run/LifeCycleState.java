package dev.pgweir.lifecycle.run;

import dev.pgweir.lifecycle.run.TableStatus.Finding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** How the tables stood after the last run, and what the doctor found since. Thread-safe. */
@Component
public class LifeCycleState {

    private final LifeCycleMetrics metrics;
    private volatile List<TableStatus> statuses = List.of();
    private volatile Map<String, List<Finding>> diagnoses = Map.of();

    LifeCycleState(LifeCycleMetrics metrics) {
        this.metrics = metrics;
    }

    /** Counts a run by how it ended. */
    void ran(String outcome) {
        metrics.ran(outcome);
    }

    /** Takes how the tables stand after a run. */
    synchronized void tell(List<TableStatus> news) {
        statuses = List.copyOf(news);
        metrics.show(statuses, diagnoses);
    }

    /** Takes what the doctor found, by resource. */
    public synchronized void diagnose(Map<String, List<Finding>> found) {
        diagnoses = Map.copyOf(found);
        metrics.show(statuses, diagnoses);
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
