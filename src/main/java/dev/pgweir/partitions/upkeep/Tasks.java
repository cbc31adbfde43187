package dev.pgweir.partitions.upkeep;

import dev.pgweir.catalog.Catalogs;
import dev.pgweir.partitions.PartitionsProperties;
import dev.pgweir.partitions.change.ChangeReport;
import dev.pgweir.partitions.session.MaintenanceSession;
import dev.pgweir.partitions.upkeep.LifeCycleRefused.Reason;
import dev.pgweir.postgres.ServerFailure;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.stereotype.Component;

/**
 * Runs what operators ask for in the thread of the maintenance, on a session of its own. Where a lock is not to be had it is tried
 * again a few times. Safe for use by many threads.
 */
@Component
public class Tasks {

    private static final RetryTemplate RETRY = new RetryTemplate(RetryPolicy.builder()
            .maxRetries(3)
            .delay(Duration.ofMillis(250))
            .multiplier(2)
            .predicate(Tasks::mayPass)
            .build());

    private final Schedule schedule;
    private final DataSource dataSource;
    private final Catalogs catalogs;
    private final Policies policies;
    private final Resumption resumption;
    private final ChangeRunner runner;
    private final Duration lockTimeout;

    /** What is to be done. */
    @FunctionalInterface
    public interface Body {

        /** Does it. */
        void accept(Task task) throws SQLException;
    }

    Tasks(
            Schedule schedule,
            DataSource dataSource,
            Catalogs catalogs,
            Policies policies,
            Resumption resumption,
            ChangeRunner runner,
            PartitionsProperties properties) {
        this.schedule = schedule;
        this.dataSource = dataSource;
        this.catalogs = catalogs;
        this.policies = policies;
        this.resumption = resumption;
        this.runner = runner;
        this.lockTimeout = properties.lockTimeout();
    }

    /**
     * Does something for a table, or only tells what would be done.
     *
     * @throws LifeCycleRefused where it cannot be done
     */
    public List<ChangeReport> run(String resource, boolean dryRun, Body body) throws InterruptedException {
        return runAfter(Duration.ZERO, resource, dryRun, body);
    }

    /** The same after a delay. */
    public List<ChangeReport> runAfter(Duration delay, String resource, boolean dryRun, Body body)
            throws InterruptedException {
        try {
            return submit(delay, resource, dryRun, body).get();
        } catch (ExecutionException failure) {
            throw unwrapped(failure);
        }
    }

    /**
     * Does something for a table within a time.
     *
     * @return whether it was done by then; it may still come about after
     * @throws LifeCycleRefused where it cannot be done
     */
    public boolean runWithin(Duration patience, String resource, Body body) throws InterruptedException {
        var result = submit(Duration.ZERO, resource, false, body);
        try {
            result.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException late) {
            result.cancel(false);
            return false;
        } catch (ExecutionException failure) {
            throw unwrapped(failure);
        }
    }

    private Future<List<ChangeReport>> submit(Duration delay, String resource, boolean dryRun, Body body) {
        return schedule.submit(() -> RETRY.execute(() -> attempt(resource, dryRun, body)), delay);
    }

    private List<ChangeReport> attempt(String resource, boolean dryRun, Body body) throws SQLException {
        try (var session = MaintenanceSession.open(dataSource, lockTimeout).orElseThrow(Tasks::busy)) {
            var run = new Run(session, runner);
            if (!dryRun) {
                resumption.resume(run, catalogs.refresh());
            }
            var runs = dryRun ? Optional.<ChangeRunner>empty() : Optional.of(runner);
            var task = new Task(session, catalogs.refresh(), resource, policies, runs, run.done());
            body.accept(task);
            return task.reports();
        }
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
