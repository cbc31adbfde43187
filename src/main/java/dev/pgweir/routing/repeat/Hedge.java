package dev.pgweir.routing.repeat;

import dev.pgweir.request.RequestContext;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Asks another node for what the first is slow to answer, and takes whichever answer comes first (Dean and Barroso, The Tail at
 * Scale, 2013). It stands outside {@link Repeat}. Each asking has a thread of its own, since a node may never answer. Within a
 * transaction, and where no request runs, it does nothing. Thread-safe.
 */
final class Hedge implements MethodInterceptor {

    private final Duration delay;
    private final RetryBudget budget;
    private final Consumer<Boolean> onSecond;
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("pgweir-hedge-", 0).factory());

    /**
     * @param delay how long the first may take before another is asked; zero for never
     * @param onSecond told of each asking of another node, once it is over: whether that one's answer was taken
     */
    Hedge(Duration delay, RetryBudget budget, Consumer<Boolean> onSecond) {
        this.delay = delay;
        this.budget = budget;
        this.onSecond = onSecond;
    }

    @Override
    public @Nullable Object invoke(MethodInvocation call) throws Throwable {
        return TransactionSynchronizationManager.isSynchronizationActive() ? call.proceed() : run(Call.of(call));
    }

    /** Makes a call outside any transaction, and makes it again elsewhere where it is slow. */
    <T extends @Nullable Object> T run(Call<T> call) throws Throwable {
        if (delay.isZero() || !RequestContext.isRunning()) {
            return call.run();
        }
        budget.earn();
        var request = RequestContext.current().orElseThrow();
        request.awaitNode();
        try (var race = new Race<>(call, request, threads)) {
            race.start();
            return race.isDecidedWithin(delay) || !budget.spend() ? race.result() : resultOfTwo(race);
        }
    }

    private <T extends @Nullable Object> T resultOfTwo(Race<T> race) throws Throwable {
        race.start();
        try {
            return race.result();
        } finally {
            onSecond.accept(race.isWonByLast());
        }
    }
}
