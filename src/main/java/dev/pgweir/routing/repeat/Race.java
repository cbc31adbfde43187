package dev.pgweir.routing.repeat;

import dev.pgweir.routing.Route;
import dev.pgweir.routing.RunningRequest;
import dev.pgweir.routing.RunningRequest.Cancellation;
import dev.pgweir.routing.session.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;

/**
 * One read that is asked for more than once, each time on other nodes. The first success decides it; only what that one has seen
 * counts for the client. Confined to the request's thread, save for the queue of outcomes.
 */
final class Race implements AutoCloseable {

    private final ProxyMethodInvocation call;
    private final RunningRequest request;
    private final Executor threads;
    private final Optional<Session> session = Session.current();
    private final List<Runner> runners = new ArrayList<>();
    private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
    private Optional<Outcome> first = Optional.empty();

    private record Runner(RunningRequest request, Optional<Session> session, Lane lane) {}

    private record Outcome(
            Runner runner,
            @Nullable Object result,
            @Nullable Throwable failure) {}

    Race(ProxyMethodInvocation call, RunningRequest request, Executor threads) {
        this.call = call;
        this.request = request;
        this.threads = threads;
    }

    /** Asks once more. */
    void start() {
        var lane = runners.isEmpty()
                ? new Lane(Lane.closed())
                : runners.getLast().lane.beside();
        var runner = new Runner(request.part(), session.map(Session::part), lane);
        var next = call.invocableClone();
        runners.add(runner);
        threads.execute(() -> outcomes.add(run(runner, next)));
    }

    private static Outcome run(Runner runner, MethodInvocation next) {
        var scope = ScopedValue.where(RunningRequest.CURRENT, runner.request)
                .where(Lane.CURRENT, runner.lane)
                .where(Route.Listener.CURRENT, runner.lane);
        for (var seen : runner.session.stream().toList()) {
            scope = scope.where(Session.CURRENT, seen);
        }
        try {
            return new Outcome(runner, scope.<@Nullable Object, Throwable>call(next::proceed), null);
        } catch (Throwable failure) {
            return new Outcome(runner, null, failure);
        }
    }

    /** Waits so long for the first outcome. */
    boolean isDecidedWithin(Duration time) throws InterruptedException {
        first = next(time);
        return first.isPresent();
    }

    /** What it came to. */
    @Nullable
    Object result() throws Throwable {
        var failure = Optional.<Throwable>empty();
        for (var running = runners.size(); running > 0; running--) {
            var outcome = nextOutcome();
            if (outcome.failure == null) {
                won(outcome.runner);
                return outcome.result;
            }
            failure = failure.or(() -> Optional.of(outcome.failure));
        }
        throw failure.orElseThrow();
    }

    private Outcome nextOutcome() throws InterruptedException {
        while (first.isEmpty()) {
            request.requireTime();
            first = next(request.remaining());
        }
        var outcome = first.get();
        first = Optional.empty();
        return outcome;
    }

    private void won(Runner runner) {
        runner.session.ifPresent(seen -> session.orElseThrow().adopt(seen));
        if (Route.Listener.CURRENT.isBound()) {
            runner.lane.retell(Route.Listener.CURRENT.get());
        }
    }

    private Optional<Outcome> next(Duration time) throws InterruptedException {
        return Optional.ofNullable(outcomes.poll(time.toNanos(), TimeUnit.NANOSECONDS));
    }

    /** Nobody waits for the others any more. */
    @Override
    public void close() {
        runners.forEach(runner -> runner.request.cancel(Cancellation.OUTRUN));
    }
}
