package dev.pgweir.limits;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** A request was let in, and may hold places until it ends. Thread-safe. */
public final class Admission implements AutoCloseable {

    static final Admission FREE = new Admission(Optional.empty(), List.of());

    private final Optional<Allowance> nearlySpent;
    private final List<Runnable> held;
    private final AtomicBoolean ended = new AtomicBoolean();

    /** @param held each gives back a place */
    Admission(Optional<Allowance> nearlySpent, List<Runnable> held) {
        this.nearlySpent = nearlySpent;
        this.held = List.copyOf(held);
    }

    /** What the caller should know before it is refused. */
    public Optional<Allowance> nearlySpent() {
        return nearlySpent;
    }

    /** Whether something is to be done when the request ends. */
    public boolean holdsPlaces() {
        return !held.isEmpty();
    }

    /** The request ends. */
    @Override
    public void close() {
        if (ended.compareAndSet(false, true)) {
            held.forEach(Runnable::run);
        }
    }
}
