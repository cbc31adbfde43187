package dev.pgweir.lifecycle.run;

import dev.pgweir.catalog.Catalogs;
import dev.pgweir.lifecycle.policy.LifeCyclePolicies;
import dev.pgweir.lifecycle.policy.LifeCycleProperties;
import dev.pgweir.lifecycle.run.ScheduledUpkeep.Result;
import dev.pgweir.request.AsGateway;
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
 * Says when partitions are looked after, where a life cycle is configured: soon after the start, at intervals, and sooner where
 * something was put off. What operators ask for runs in the same thread, in between, and has no deadline. Thread-safe.
 */
@Component
class MaintenanceSchedule implements SmartLifecycle {

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final ScheduledUpkeep upkeep;
    private final LifeCyclePolicies policies;
    private final Catalogs catalogs;
    private final Duration interval;
    private Optional<ScheduledThreadPoolExecutor> executor = Optional.empty();
    private Optional<ScheduledFuture<?>> next = Optional.empty();
    private Duration pause = SHORTEST_PAUSE;

    MaintenanceSchedule(
            ScheduledUpkeep upkeep, LifeCyclePolicies policies, Catalogs catalogs, LifeCycleProperties properties) {
        this.upkeep = upkeep;
        this.policies = policies;
        this.catalogs = catalogs;
        this.interval = properties.maintenanceInterval();
    }

    /** Fails where a life cycle does not fit its table. */
    @Override
    public synchronized void start() {
        catalogs.current().ifPresent(policies::check);
        var thread = Thread.ofPlatform().daemon().name("partition-maintenance").factory();
        var threads = new ScheduledThreadPoolExecutor(1, work -> thread.newThread(() -> AsGateway.run(work)));
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
        var result = upkeep.run();
        runAfter(pauseAfter(result));
    }

    private synchronized Duration pauseAfter(Result result) {
        return switch (result) {
            case Result.Ended(var delayed, var again)
            when !delayed -> {
                pause = SHORTEST_PAUSE;
                yield again.filter(sooner -> sooner.compareTo(interval) < 0).orElse(interval);
            }
            case Result.Skipped _ -> interval;
            case Result.Ended _, Result.Failed _ -> {
                var growing = pause;
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
                yield growing.compareTo(interval) < 0 ? growing : interval;
            }
        };
    }
}
