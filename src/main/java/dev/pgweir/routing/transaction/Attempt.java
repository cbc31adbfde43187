package dev.pgweir.routing.transaction;

import dev.pgweir.routing.Route;
import java.util.HashSet;
import java.util.Set;

/**
 * One run of a call that may be repeated: the nodes it must avoid, and those it was given. Confined to the thread that
 * runs the call.
 */
final class Attempt {

    /** The attempt that runs in this thread; unbound outside a call that may be repeated. */
    static final ScopedValue<Attempt> CURRENT = ScopedValue.newInstance();

    private final Set<String> avoided;
    private final Set<String> used = new HashSet<>();
    private boolean writing;

    Attempt(Set<String> avoided) {
        this.avoided = avoided;
    }

    /** What a transaction that starts now asks of its node. */
    static Demand demand(boolean readOnly) {
        return new Demand(readOnly, CURRENT.isBound() ? CURRENT.get().avoided : Set.of());
    }

    void routed(Route route) {
        used.add(route.node().name());
        writing |= route.reason() == Route.Reason.WRITE;
    }

    /** Whether it did nothing but read, as far as the database can tell. */
    boolean onlyRead() {
        return !used.isEmpty() && !writing;
    }

    /** The attempt that follows this one, on other nodes. */
    Attempt next() {
        return new Attempt(Set.copyOf(used));
    }
}
