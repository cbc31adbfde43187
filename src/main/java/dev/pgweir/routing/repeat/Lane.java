package dev.pgweir.routing.repeat;

import dev.pgweir.routing.Route;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/** The way of one of several askings for the same: the nodes that it must avoid, and where it was led. Thread-safe. */
final class Lane implements Route.Listener {

    /** That of the asking which runs in this thread; unbound where there is but one. */
    static final ScopedValue<Lane> CURRENT = ScopedValue.newInstance();

    private final Set<String> avoided;
    private final Queue<Route> routes = new ConcurrentLinkedQueue<>();

    Lane(Set<String> avoided) {
        this.avoided = avoided;
    }

    /** The nodes that whatever runs in this thread must avoid from the start. */
    static Set<String> closed() {
        return CURRENT.isBound() ? CURRENT.get().avoided : Set.of();
    }

    @Override
    public void routed(Route route) {
        routes.add(route);
    }

    /** Tells another where this one was led. */
    void retell(Route.Listener other) {
        routes.forEach(other::routed);
    }

    /** Another way beside this one. */
    Lane beside() {
        return new Lane(routes.stream().map(route -> route.node().name()).collect(Collectors.toUnmodifiableSet()));
    }
}
