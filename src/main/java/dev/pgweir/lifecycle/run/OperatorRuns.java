package dev.pgweir.lifecycle.run;

import dev.pgweir.catalog.Catalog;
import dev.pgweir.catalog.Catalogs;
import dev.pgweir.lifecycle.change.ChangeReport;
import dev.pgweir.lifecycle.policy.LifeCyclePolicies;
import dev.pgweir.lifecycle.run.LifeCycleRefused.Reason;
import dev.pgweir.lifecycle.session.MaintenanceSession;
import dev.pgweir.lifecycle.session.MaintenanceSessions;
import dev.pgweir.partitions.RangePartitions;
import dev.pgweir.postgres.ServerFailure;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.stereotype.Component;

/**
 * Runs what operators ask for, and what writes need, in the thread of the maintenance, over a session of its own. Where a lock is
 * not to be had it is tried again a few times. Thread-safe.
 */
@Component
public class OperatorRuns {

    private static final RetryTemplate RETRY = new RetryTemplate(RetryPolicy.builder()
            .maxRetries(3)
            .delay(Duration.ofMillis(250))
            .multiplier(2)
            .predicate(OperatorRuns::mayPass)
            .build());

    private final MaintenanceSchedule schedule;
    private final MaintenanceSessions sessions;
    private final Catalogs catalogs;
    private final LifeCyclePolicies policies;
    private final Resumption resumption;
    private final ChangeRunner runner;

    /** What is to be done. */
    @FunctionalInterface
    public interface Body {

        /** Does it, as far as can be done now; {@link Run#again} says when it is to be called once more for the rest. */
        void accept(TableRun table) throws SQLException;
    }

    private record Call(String resource, boolean dryRun, Body body) {}

    private record Ended(List<ChangeReport> done, Optional<Duration> again) {}

    OperatorRuns(
            MaintenanceSchedule schedule,
            MaintenanceSessions sessions,
            Catalogs catalogs,
            LifeCyclePolicies policies,
            Resumption resumption,
            ChangeRunner runner) {
        this.schedule = schedule;
        this.sessions = sessions;
        this.catalogs = catalogs;
        this.policies = policies;
        this.resumption = resumption;
        this.runner = runner;
    }

    /**
     * Does something for a table, in as many runs as it takes, or only tells what would be done.
     *
     * @throws LifeCycleRefused where it cannot be done
     */
    public List<ChangeReport> run(String resource, boolean dryRun, Body body) throws InterruptedException {
        var call = new Call(resource, dryRun, body);
        var done = new ArrayList<ChangeReport>();
        var pause = Optional.of(Duration.ZERO);
        while (pause.isPresent()) {
            try {
                var ended = submit(call, pause.get()).get();
                done.addAll(ended.done());
                pause = ended.again();
            } catch (ExecutionException failure) {
                throw unwrapped(failure);
            }
        }
        return List.copyOf(done);
    }

    /**
     * Does something for a table within a time, in one run.
     *
     * @return whether it was done by then; it may still come about after
     * @throws LifeCycleRefused where it cannot be done
     */
    public boolean runWithin(Duration patience, String resource, Body body) throws InterruptedException {
        var ended = submit(new Call(resource, false, body), Duration.ZERO);
        try {
            ended.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException late) {
            ended.cancel(false);
            return false;
        } catch (ExecutionException failure) {
            throw unwrapped(failure);
        }
    }

    private Future<Ended> submit(Call call, Duration delay) {
        return schedule.submit(
                () -> {
                    // Of all attempts: what one of them has done before it failed stays done.
                    var done = new ArrayList<ChangeReport>();
                    var again = RETRY.execute(() -> attempt(call, done));
                    return new Ended(List.copyOf(done), again);
                },
                delay);
    }

    private Optional<Duration> attempt(Call call, List<ChangeReport> done) throws SQLException {
        try (var session = sessions.open().orElseThrow(OperatorRuns::busy)) {
            var resumed = Run.of(session, runner);
            var catalog = catalogs.refresh();
            if (!call.dryRun()) {
                resumption.resume(resumed, catalog);
                catalog = resumed.done().isEmpty() ? catalog : catalogs.refresh();
            }
            return attempt(call, session, catalog, resumed.done(), done);
        }
    }

    private Optional<Duration> attempt(
            Call call, MaintenanceSession session, Catalog catalog, List<ChangeReport> resumed, List<ChangeReport> done)
            throws SQLException {
        var run = call.dryRun() ? Run.dry(session) : Run.of(session, runner);
        try {
            call.body().accept(table(run, catalog, call.resource(), resumed));
            return run.again();
        } finally {
            done.addAll(run.done());
        }
    }

    private TableRun table(Run run, Catalog catalog, String resource, List<ChangeReport> resumed) {
        var table = catalog.table(resource)
                .orElseThrow(() -> unknown("no table of the name %s is served".formatted(resource)));
        var partitions = RangePartitions.ofOneColumn(table)
                .orElseThrow(() -> unknown("%s is not partitioned by range over one column whose values can be placed"
                        .formatted(resource)));
        return new TableRun(run, table, partitions, policies, resumed);
    }

    private static LifeCycleRefused unknown(String message) {
        return new LifeCycleRefused(Reason.UNKNOWN_TABLE, message);
    }

    private static LifeCycleRefused busy() {
        return new LifeCycleRefused(Reason.BUSY, "another gateway is looking after partitions at the moment");
    }

    private static boolean mayPass(Throwable failure) {
        return (failure instanceof LifeCycleRefused refused && refused.reason() == Reason.BUSY)
                || ServerFailure.in(failure).filter(ServerFailure::isLocked).isPresent();
    }

    private static RuntimeException unwrapped(@Nullable Throwable failure) {
        return switch (failure) {
            case ExecutionException thrown -> unwrapped(thrown.getCause());
            case RetryException retried -> unwrapped(retried.getCause());
            case SQLException sql -> new UncategorizedSQLException("change of partitions", null, sql);
            case RuntimeException unchecked -> unchecked;
            case null, default -> new IllegalStateException(failure);
        };
    }
}
