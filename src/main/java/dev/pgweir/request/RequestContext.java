package dev.pgweir.request;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request while it is served: who asks, how long it may take, who waits for it, and what other modules keep for it. Bound to
 * the thread that serves it, by {@link #call}; whatever runs elsewhere for it takes a {@link #part} along. What it runs is
 * cancelled once its deadline has passed or its client has left, and from then on it gets no connection. Safe for its own thread
 * and one that watches it.
 */
public final class RequestContext {

    private static final ScopedValue<RequestContext> CURRENT = ScopedValue.newInstance();

    private final Caller caller;
    private final String resource;
    private final Progress progress;

    /** Two or three, each of another type. */
    private final List<PerRequest<?>> values;

    private Work work = Work.READ;

    /**
     * @param resource what it is about: connections are shared fairly between resources
     * @param deadline when it has to end
     * @param client waits for it
     * @param values what modules keep for it, each of another type
     */
    public RequestContext(Caller caller, String resource, Deadline deadline, Client client, PerRequest<?>... values) {
        this(caller, resource, new Progress(client, deadline), List.of(values));
    }

    private RequestContext(Caller caller, String resource, Progress progress, List<PerRequest<?>> values) {
        this.caller = caller;
        this.resource = resource;
        this.progress = progress;
        this.values = values;
    }

    /** The request that runs in this thread, if one does. */
    public static Optional<RequestContext> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    /** Whether a request runs in this thread. */
    public static boolean isRunning() {
        return CURRENT.isBound();
    }

    /** Whether the request that runs in this thread, if one does, may run nothing more. */
    public static boolean isCurrentOver() {
        return CURRENT.isBound() && CURRENT.get().isOver();
    }

    /** A time that is no longer than what is left to the running request, if one runs. */
    public static Duration atMost(Duration patience) {
        return CURRENT.isBound() ? CURRENT.get().deadline().remaining(patience) : patience;
    }

    /** What a module keeps for the request that runs in this thread, if one does. */
    public static <T extends PerRequest<T>> Optional<T> current(Class<T> type) {
        return CURRENT.isBound() ? CURRENT.get().find(type) : Optional.empty();
    }

    /** Does something as this request. */
    public <T extends @Nullable Object, X extends Throwable> T call(ScopedValue.CallableOp<? extends T, X> work)
            throws X {
        return ScopedValue.where(CURRENT, this).call(work);
    }

    /** The same request, with a value that takes the place of another of its type. */
    public RequestContext with(PerRequest<?> value) {
        List<PerRequest<?>> more = new ArrayList<>(values);
        more.removeIf(other -> other.getClass() == value.getClass());
        more.add(value);
        return new RequestContext(caller, resource, progress, more);
    }

    /** What a module keeps for it. */
    public <T extends PerRequest<T>> Optional<T> find(Class<T> type) {
        for (var value : values) {
            if (value.getClass() == type) {
                return Optional.of(type.cast(value));
            }
        }
        return Optional.empty();
    }

    /** A part of it that runs in a thread of its own, and can be cancelled alone. */
    public RequestContext part() {
        List<PerRequest<?>> parts = new ArrayList<>(values.size());
        values.forEach(value -> parts.add(value.part()));
        return new RequestContext(caller, resource, progress.part(), parts);
    }

    /** Takes over what a part has come to. */
    public void adopt(RequestContext part) {
        for (var value : values) {
            for (var come : part.values) {
                if (come.getClass() == value.getClass()) {
                    adopt(value, come);
                }
            }
        }
    }

    /** Both are of the same type. */
    @SuppressWarnings("unchecked")
    private static <T extends PerRequest<T>> void adopt(PerRequest<?> whole, PerRequest<?> part) {
        ((T) whole).adopt((T) part);
    }

    /** Who asks. */
    public Caller caller() {
        return caller;
    }

    /** What it is about: requests of the same resource share connections among each other. */
    public String resource() {
        return resource;
    }

    /** When it has to end. */
    public Deadline deadline() {
        return progress.deadline();
    }

    /** What its reads are for. */
    public Work work() {
        return work;
    }

    /** Says what its reads are for, from now on; told by its own thread. */
    public void reads(Work what) {
        work = what;
    }

    /**
     * From now on it streams, on connections that are kept for streams.
     *
     * @param anyTime whether it may take as long as its client does
     */
    public void stream(boolean anyTime) {
        progress.stream(anyTime);
    }

    /** Whether it streams. */
    public boolean isStream() {
        return progress.isStream();
    }

    /** Whether nothing more may be run for it. */
    public boolean isOver() {
        return progress.isOver();
    }

    /** Whether nobody waits for it any more. Asked by its own thread, while it runs nothing; of a part nobody can tell. */
    public boolean isAbandoned() {
        return progress.isAbandoned();
    }

    /** Whether what it ran was cancelled for this reason. */
    public boolean isCancelled(Cancellation reason) {
        return progress.isCancelled(reason);
    }

    /**
     * Makes sure that it may run something more.
     *
     * @throws RequestEnded where it may not
     */
    public void requireTime() {
        progress.requireTime();
    }

    /**
     * To be called before it waits for a node, in whichever thread.
     *
     * @throws RequestEnded where it may not run anything more
     */
    public void awaitNode() {
        progress.awaitNode();
    }

    /** To be called before it waits for a connection that others have. */
    public PlaceInLine joinLine() {
        return progress.joinLine();
    }

    /** Notes that it was given a connection. */
    public void begin() {
        progress.begin();
    }

    /** Why what it runs should be cancelled, if it should. */
    public Optional<Cancellation> due() {
        return progress.due();
    }

    /**
     * Notes that what it runs is being cancelled.
     *
     * @return whether that is news
     */
    public boolean cancel(Cancellation reason) {
        return progress.cancel(reason);
    }
}
