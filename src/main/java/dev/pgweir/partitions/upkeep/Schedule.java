package dev.pgweir.partitions.upkeep;

import dev.pgweir.catalog.Catalogs;
import dev.pgweir.partitions.PartitionsProperties;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Runs the maintenance where a life cycle is configured: soon after the start, at intervals, and sooner where something was put
 * off. What operators ask for runs in the same thread, in between, and is no request: it has no deadline. Thread-safe.
 */
@Component
class Schedule implements SmartLifecycle {

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final Maintenance maintenance;
    private final Policies policies;
    private final Catalogs catalogs;
    private final Duration interval;
    private Optional<ScheduledThreadPoolExecutor> executor = Optional.empty();
    private Optional<ScheduledFuture<?>> next = Optional.empty();
    private Duration pause = SHORTEST_PAUSE;

    Schedule(Maintenance maintenance, Policies policies, Catalogs catalogs, PartitionsProperties properties) {
        this.maintenance = maintenance;
        this.policies = policies;
        this.catalogs = catalogs;
        this.interval = properties.maintenanceInterval();
    }

    /** Fails where a life cycle does not fit its table. */
    @Override
    public synchronized void start() {
        catalogs.current().ifPresent(policies::check);
        var threads = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("partition-maintenance").factory());
        threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        executor = Optional.of(threads);
        if (!policies.settings().isEmpty()) {
            runAfter(Duration.ZERO);
        }
    }

    @Override
    public synchronized void stop() {
        executor.ifPresent(ScheduledThreadPoolExecutor::shutdownNow);
        executor = Optional.empty();
    }

    @Override
    public synchronized boolean isRunning() {
        return executor.isPresent();
    }

    /** After the catalog was read, before the web server starts. */
    @Override
    public int getPhase() {
        return 1;
    }

    /** Has an operator's task run next, after a pause. */
    synchronized <T> Future<T> submit(Callable<T> task, Duration delay) {
        return executor.orElseThrow(() -> new IllegalStateException("the gateway is about to end"))
                .schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Has the maintenance run after a pause, or before it, where it was to run later. */
    synchronized void runAfter(Duration delay) {
        if (next.filter(waiting -> waiting.getDelay(TimeUnit.MILLISECONDS) <= delay.toMillis())
                .isEmpty()) {
            next.ifPresent(later -> later.cancel(false));
            next = executor.map(threads -> threads.schedule(this::run, delay.toMillis(), TimeUnit.MILLISECONDS));
        }
    }

    private void run() {
        synchronized (this) {
            next = Optional.empty();
        }
        var result = maintenance.run();
        runAfter(pauseAfter(result));
    }

    private synchronized Duration pauseAfter(Maintenance.Result result) {
        return switch (result) {
            case Maintenance.Result.Ended(var delayed, var again)
            when !delayed -> {
                pause = SHORTEST_PAUSE;
                yield again.filter(sooner -> sooner.compareTo(interval) < 0).orElse(interval);
            }
            case Maintenance.Result.Skipped _ -> interval;
            case Maintenance.Result.Ended _, Maintenance.Result.Failed _ -> {
                var growing = pause;
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
                yield growing.compareTo(interval) < 0 ? growing : interval;
            }
        };
    }
}
