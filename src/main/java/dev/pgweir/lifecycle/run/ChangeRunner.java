package dev.pgweir.lifecycle.run;

import dev.pgweir.catalog.CatalogOutdated;
import dev.pgweir.lifecycle.change.Change;
import dev.pgweir.lifecycle.change.ChangeReport;
import dev.pgweir.lifecycle.history.History;
import dev.pgweir.lifecycle.policy.LifeCycleProperties;
import dev.pgweir.lifecycle.session.MaintenanceSession;
import dev.pgweir.postgres.ServerFailure;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Runs changes, and tells the log, the history, the metrics and the catalog of each. */
@Component
class ChangeRunner {

    private static final Logger log = LoggerFactory.getLogger(ChangeRunner.class);
    private static final Duration UNLIMITED = Duration.ZERO;

    private final History history;
    private final ApplicationEventPublisher events;
    private final MeterRegistry meters;
    private final Duration lockTimeout;

    ChangeRunner(
            History history, ApplicationEventPublisher events, MeterRegistry meters, LifeCycleProperties properties) {
        this.history = history;
        this.events = events;
        this.meters = meters;
        this.lockTimeout = properties.lockTimeout();
    }

    /** Runs one. */
    ChangeReport run(MaintenanceSession session, Change change) throws SQLException {
        var begun = System.nanoTime();
        try {
            execute(session, change);
        } catch (SQLException failure) {
            var delayed =
                    ServerFailure.in(failure).filter(ServerFailure::isLocked).isPresent();
            note(change, delayed ? "delayed" : "failed", Optional.ofNullable(failure.getMessage()), since(begun));
            throw failure;
        }
        var duration = since(begun);
        note(change, "done", Optional.empty(), duration);
        events.publishEvent(new CatalogOutdated());
        return ChangeReport.done(change, duration);
    }

    private void execute(MaintenanceSession session, Change change) throws SQLException {
        switch (change.action()) {
            case DETACH, FINISH_DETACH -> session.autocommit(change.statements());
            // While it is attached, the server looks through a default partition, which no other session can use in the
            // meantime.
            case MAKE -> session.inTransaction(change.statements(), lockTimeout);
            case DROP, SEAL, ANNOUNCE_UNSEAL, UNSEAL -> session.inTransaction(change.statements(), UNLIMITED);
        }
    }

    private void note(Change change, String outcome, Optional<String> detail, Duration duration) {
        var action = change.action().word();
        var partition = change.partition().sql();
        log.info(
                "Partition {} of {}: {} {} in {} ms{}",
                partition,
                change.resource(),
                action,
                outcome,
                duration.toMillis(),
                detail.map(": "::concat).orElse(""));
        Counter.builder("pgweir.partitions.changes")
                .description("What was done to partitions, and how that ended")
                .tag("action", action)
                .tag("outcome", outcome)
                .register(meters)
                .increment();
        history.add(change, outcome, detail, duration);
    }

    private static Duration since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
