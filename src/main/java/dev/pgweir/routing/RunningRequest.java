package dev.pgweir.routing;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request while it is served: how long that may take, and who waits for it. Whoever serves it binds it to
 * {@link #CURRENT}; what it runs is cancelled once its deadline has passed or its client has left, and from then on it gets
 * no connection. Safe for its own thread and one that watches it.
 */
public final class RunningRequest {

    /** The request that runs in this thread; unbound outside one. */
    public static final ScopedValue<RunningRequest> CURRENT = ScopedValue.newInstance();

    /** Who waits for the answer to a request. */
    public interface Client {

        /** Whether he can be watched from now on. Asked by the request's own thread each time before it runs something. */
        boolean isWatchable();

        /** Whether he waits no more. Asked by another thread, while the request runs something. */
        boolean hasLeft();

        /** Told each time before the request waits for a node. Whatever serves others of them may go on in another thread. */
        default void giveWay() {}
    }

    /** Why what a request ran was cancelled. */
    public enum Cancellation {
        DEADLINE,
        CLIENT_LEFT,
        /** Another node has answered instead. */
        OUTRUN
    }

    /** Most requests are done before it is worth looking for their client. */
    private static final Duration CLIENT_UNWATCHED = Duration.ofMillis(250);

    private static final Duration FOREVER = Duration.ofDays(36_500);

    private volatile Duration deadline;
    private volatile boolean stream;
    private final String resource;
    private final boolean deadlineAgreed;
    private final Client client;
    private final long start;
    private final Optional<RunningRequest> whole;
    private volatile boolean begun;
    private volatile boolean clientWatchable;
    private volatile @Nullable Cancellation cancellation;

    /**
     * @param resource what it is about: connections are shared fairly between resources
     * @param deadline how long it may take from now on
     */
    public RunningRequest(String resource, Duration deadline, Client client) {
        this(resource, deadline, false, client);
    }

    /** @param deadlineAgreed whether the client asked for that deadline, and so is content to wait as long */
    public RunningRequest(String resource, Duration deadline, boolean deadlineAgreed, Client client) {
        this.resource = resource;
        this.deadline = deadline;
        this.deadlineAgreed = deadlineAgreed;
        this.client = client;
        this.start = System.nanoTime();
        this.whole = Optional.empty();
    }

    private RunningRequest(RunningRequest whole) {
        this.resource = whole.resource;
        this.deadline = whole.deadline;
        this.deadlineAgreed = whole.deadlineAgreed;
        this.client = whole.client;
        this.start = whole.start;
        this.whole = Optional.of(whole);
    }

    /** A part of it that runs in a thread of its own, and can be cancelled alone. */
    public RunningRequest part() {
        return new RunningRequest(this);
    }

    /** The request that runs in this thread, if one does. */
    public static Optional<RunningRequest> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    /** A time that is no longer than what is left to the running request, if one runs. */
    public static Duration atMost(Duration patience) {
        return current()
                .map(RunningRequest::remaining)
                .filter(left -> left.compareTo(patience) < 0)
                .orElse(patience);
    }

    /** What it is about: requests of the same resource share connections among each other. */
    public String resource() {
        return resource;
    }

    /**
     * From now on it streams, on connections that are kept for streams.
     *
     * @param anyTime whether it may take as long as its client does
     */
    public void stream(boolean anyTime) {
        stream = true;
        deadline = anyTime ? FOREVER : deadline;
    }

    /** Whether it streams. */
    public boolean isStream() {
        return stream;
    }

    /** Whether its client asked for the deadline that it has, and so is content to wait as long. */
    public boolean isDeadlineAgreed() {
        return deadlineAgreed;
    }

    /** How long it may take in all. */
    public Duration deadline() {
        return deadline;
    }

    /** How much of that is left; negative where it has passed. */
    public Duration remaining() {
        return deadline.minus(elapsed());
    }

    /** Whether nothing more may be run for it. */
    public boolean isOver() {
        return cancellation != null || remaining().isNegative();
    }

    /** Whether nobody waits for it any more. Asked by its own thread, while it runs nothing; of a part nobody can tell. */
    public boolean isAbandoned() {
        return whole.isEmpty() && client.isWatchable() && client.hasLeft();
    }

    /** Whether what it ran was cancelled for this reason. */
    public boolean isCancelled(Cancellation reason) {
        return cancellation == reason;
    }

    /**
     * Makes sure that it may run something more.
     *
     * @throws RequestOver where it may not
     */
    public void requireTime() {
        if (isOver()) {
            throw new RequestOver(deadline, begun);
        }
    }

    /**
     * To be called before it waits for a node, in whichever thread.
     *
     * @throws RequestOver where it may not run anything more
     */
    public void awaitNode() {
        requireTime();
        client.giveWay();
    }

    /** Notes that it was given a connection. */
    public void begin() {
        begun = true;
        whole.ifPresent(request -> request.begun = true);
        clientWatchable = client.isWatchable();
    }

    /** Why what it runs should be cancelled, if it should. */
    public Optional<Cancellation> due() {
        if (cancellation != null) {
            return Optional.of(cancellation);
        }
        if (remaining().isNegative()) {
            return Optional.of(Cancellation.DEADLINE);
        }
        return clientWatchable && elapsed().compareTo(CLIENT_UNWATCHED) > 0 && client.hasLeft()
                ? Optional.of(Cancellation.CLIENT_LEFT)
                : Optional.empty();
    }

    /**
     * Notes that what it runs is being cancelled.
     *
     * @return whether that is news
     */
    public boolean cancel(Cancellation reason) {
        var first = cancellation == null;
        cancellation = reason;
        if (reason != Cancellation.OUTRUN) {
            whole.ifPresent(request -> request.cancel(reason));
        }
        return first;
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
