package dev.pgweir.routing.repeat;

import dev.pgweir.request.Cancellation;
import dev.pgweir.request.RequestContext;
import dev.pgweir.routing.RouteObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;

/**
 * One read that is asked for more than once, each time on other nodes. The first success decides it; only what that one has seen
 * counts for the client. Confined to the request's thread, save for the queue of outcomes.
 */
final class Race implements AutoCloseable {

    private final ProxyMethodInvocation call;
    private final RequestContext request;
    private final Executor threads;
    private final List<RequestContext> askings = new ArrayList<>();
    private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
    private Optional<Outcome> first = Optional.empty();

    private record Outcome(
            RequestContext asking,
            @Nullable Object result,
            @Nullable Throwable failure) {}

    /** @param request asks; where its last asking was led is known by the {@link RouteObserver} */
    Race(ProxyMethodInvocation call, RequestContext request, Executor threads) {
        this.call = call;
        this.request =
                request.find(RouteObserver.class).isPresent() ? request : request.with(new RouteObserver(_ -> {}));
        this.threads = threads;
    }

    /** Asks once more. */
    void start() {
        var avoided = askings.isEmpty() ? HedgeScope.avoidedHere() : nodesOf(askings.getLast());
        var asking = request.part().with(new HedgeScope(avoided));
        var next = call.invocableClone();
        askings.add(asking);
        threads.execute(() -> outcomes.add(run(asking, next)));
    }

    private static Set<String> nodesOf(RequestContext asking) {
        return asking.find(RouteObserver.class).stream()
                .flatMap(RouteObserver::routes)
                .map(route -> route.node().name())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Outcome run(RequestContext asking, MethodInvocation next) {
        try {
            return new Outcome(asking, asking.<@Nullable Object, Throwable>call(next::proceed), null);
        } catch (Throwable failure) {
            return new Outcome(asking, null, failure);
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
        for (var running = askings.size(); running > 0; running--) {
            var outcome = nextOutcome();
            if (outcome.failure == null) {
                request.adopt(outcome.asking);
                return outcome.result;
            }
            failure = failure.or(() -> Optional.of(outcome.failure));
        }
        throw failure.orElseThrow();
    }

    private Outcome nextOutcome() throws InterruptedException {
        while (first.isEmpty()) {
            request.requireTime();
            first = next(request.deadline().remaining());
        }
        var outcome = first.get();
        first = Optional.empty();
        return outcome;
    }

    private Optional<Outcome> next(Duration time) throws InterruptedException {
        return Optional.ofNullable(outcomes.poll(time.toNanos(), TimeUnit.NANOSECONDS));
    }

    /** Nobody waits for the others any more. */
    @Override
    public void close() {
        askings.forEach(asking -> asking.cancel(Cancellation.SUPERSEDED));
    }
}
