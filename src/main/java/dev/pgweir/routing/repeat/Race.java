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
import org.jspecify.annotations.Nullable;

/**
 * One read that is asked for more than once, each time on other nodes. The first success decides it; only what that one has seen
 * counts for the client. Confined to the request's thread, save for the queue of outcomes.
 */
final class Race<T extends @Nullable Object> implements AutoCloseable {

    private final Call<T> call;
    private final RequestContext request;
    private final Executor threads;
    private final List<RequestContext> askings = new ArrayList<>();
    private final BlockingQueue<Outcome<T>> outcomes = new LinkedBlockingQueue<>();
    private Optional<Outcome<T>> first = Optional.empty();
    private Optional<RequestContext> winner = Optional.empty();

    private sealed interface Outcome<T extends @Nullable Object> {}

    private record Success<T extends @Nullable Object>(RequestContext asking, T result) implements Outcome<T> {}

    private record Failure<T extends @Nullable Object>(RequestContext asking, Throwable thrown) implements Outcome<T> {}

    /** @param request asks; where its last asking was led is known by the {@link RouteObserver} */
    Race(Call<T> call, RequestContext request, Executor threads) {
        this.call = call;
        this.request =
                request.find(RouteObserver.class).isPresent() ? request : request.with(new RouteObserver(_ -> {}));
        this.threads = threads;
    }

    /** Asks once more. */
    void start() {
        var avoided = askings.isEmpty() ? HedgeScope.avoidedHere() : nodesOf(askings.getLast());
        var asking = request.part().with(new HedgeScope(avoided));
        askings.add(asking);
        threads.execute(() -> outcomes.add(run(asking)));
    }

    private static Set<String> nodesOf(RequestContext asking) {
        return asking.find(RouteObserver.class).stream()
                .flatMap(RouteObserver::routes)
                .map(route -> route.node().name())
                .collect(Collectors.toUnmodifiableSet());
    }

    private Outcome<T> run(RequestContext asking) {
        try {
            return new Success<>(asking, asking.<T, Throwable>call(call::run));
        } catch (Throwable failure) {
            return new Failure<>(asking, failure);
        }
    }

    /** Waits so long for the first outcome. */
    boolean isDecidedWithin(Duration time) throws InterruptedException {
        first = next(time);
        return first.isPresent();
    }

    /** What it came to. */
    T result() throws Throwable {
        var failure = Optional.<Throwable>empty();
        for (var running = askings.size(); running > 0; running--) {
            switch (nextOutcome()) {
                case Success<T>(var asking, var result) -> {
                    request.adopt(asking);
                    winner = Optional.of(asking);
                    return result;
                }
                case Failure<T>(var _, var thrown) -> failure = failure.or(() -> Optional.of(thrown));
            }
        }
        throw failure.orElseThrow();
    }

    /** Whether the last asking has decided it. */
    boolean isWonByLast() {
        return winner.equals(Optional.of(askings.getLast()));
    }

    private Outcome<T> nextOutcome() throws InterruptedException {
        while (first.isEmpty()) {
            request.requireTime();
            first = next(request.deadline().remaining());
        }
        var outcome = first.get();
        first = Optional.empty();
        return outcome;
    }

    private Optional<Outcome<T>> next(Duration time) throws InterruptedException {
        return Optional.ofNullable(outcomes.poll(time.toNanos(), TimeUnit.NANOSECONDS));
    }

    /** Nobody waits for the others any more. */
    @Override
    public void close() {
        askings.forEach(asking -> asking.cancel(Cancellation.SUPERSEDED));
    }
}
