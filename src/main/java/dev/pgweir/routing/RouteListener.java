package dev.pgweir.routing;

/** Told of each route taken by the transactions of one request, in the request's own thread. */
@FunctionalInterface
public interface RouteListener {

    /** The listener of the running request; unbound outside one. */
    ScopedValue<RouteListener> CURRENT = ScopedValue.newInstance();

    /** A transaction, or the retry of one, was given this route. */
    void routed(Route route);
}
