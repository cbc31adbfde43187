package dev.pgweir.routing;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A request while it is served, and how long that may take. Whoever serves it binds it to {@link #CURRENT}; from then on
 * it gets no connection after its deadline, and what it runs by then is cancelled. Thread-safe.
 */
public final class RunningRequest {

    /** The request that runs in this thread; unbound outside one. */
    public static final ScopedValue<RunningRequest> CURRENT = ScopedValue.newInstance();

    private enum State {
        WAITING,
        BEGUN,
        OVERDUE
    }

    private final Duration deadline;
    private final long start = System.nanoTime();
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

    /** @param deadline how long it may take from now on */
    public RunningRequest(Duration deadline) {
        this.deadline = deadline;
    }

    /** The request that runs in this thread, if one does. */
    public static Optional<RunningRequest> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    /** How long it may take in all. */
    public Duration deadline() {
        return deadline;
    }

    /** How much of that is left; negative where it has passed. */
    public Duration remaining() {
        return deadline.minusNanos(System.nanoTime() - start);
    }

    /** Whether nothing more may be run for it. */
    public boolean isOver() {
        return remaining().isNegative();
    }

    /** Whether something that ran for it was cancelled because its deadline had passed. */
    public boolean isOverdue() {
        return state.get() == State.OVERDUE;
    }

    /**
     * Makes sure that it may run something more.
     *
     * @throws RequestOver where it may not
     */
    public void requireTime() {
        if (isOver()) {
            throw new RequestOver(deadline, state.get() != State.WAITING);
        }
    }

    /** Notes that it was given a connection. */
    public void begin() {
        state.compareAndSet(State.WAITING, State.BEGUN);
    }

    /** Cancels it where it is over, so that whatever it runs must end. */
    public boolean cancelIfOver() {
        return isOver() && state.compareAndSet(State.BEGUN, State.OVERDUE);
    }
}
