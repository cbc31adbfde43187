package dev.pgweir.lifecycle.doctor;

import static java.util.stream.Collectors.toMap;
import static org.springframework.core.NestedExceptionUtils.getMostSpecificCause;

import dev.pgweir.catalog.CatalogChanged;
import dev.pgweir.lifecycle.policy.LifeCycleProperties;
import dev.pgweir.lifecycle.run.LifeCycleState;
import dev.pgweir.lifecycle.run.TableStatus.Finding;
import dev.pgweir.request.AsGateway;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Examines all tables within a second after the catalog has changed, and at intervals, since indexes and rows are no part of the
 * catalog. Keeps what was found, and logs what is new. For one thread at a time.
 */
@Component
@EnableScheduling
class ScheduledExaminations {

    private static final Logger log = LoggerFactory.getLogger(ScheduledExaminations.class);

    private final Doctor doctor;
    private final LifeCycleState state;
    private final Duration interval;
    private final AtomicBoolean due = new AtomicBoolean();
    private Map<String, List<Finding>> told = Map.of();
    private long last = System.nanoTime();

    ScheduledExaminations(Doctor doctor, LifeCycleState state, LifeCycleProperties properties) {
        this.doctor = doctor;
        this.state = state;
        this.interval = properties.maintenanceInterval();
    }

    @EventListener
    void hasten(CatalogChanged news) {
        due.set(true);
    }

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
    void look() {
        if (due.getAndSet(false) || System.nanoTime() - last >= interval.toNanos()) {
            last = System.nanoTime();
            try {
                tell(AsGateway.call(doctor::all).stream().collect(toMap(Examination::resource, Examination::findings)));
            } catch (RuntimeException failure) {
                log.warn(
                        "Partitions could not be examined, next attempt in {} s: {}",
                        interval.toSeconds(),
                        getMostSpecificCause(failure).toString());
            }
        }
    }

    private void tell(Map<String, List<Finding>> found) {
        found.forEach((resource, findings) -> findings.stream()
                .filter(finding -> !told.getOrDefault(resource, List.of()).contains(finding))
                .forEach(finding -> log.warn(
                        "Partitions of {}: {} ({}){}",
                        resource,
                        finding.message(),
                        finding.code(),
                        finding.sql().map(": "::concat).orElse(""))));
        told = found;
        state.diagnose(found);
    }
}
