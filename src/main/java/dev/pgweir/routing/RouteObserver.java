package dev.pgweir.routing;

import dev.pgweir.request.PerRequest;
import dev.pgweir.request.RequestContext;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Is told of each route that the transactions of one request take, in the request's own thread. Remembers them. */
public final class RouteObserver implements PerRequest<RouteObserver> {

    private final Consumer<Route> told;
    private final Queue<Route> routes = new ConcurrentLinkedQueue<>();

    /** @param told of each route */
    public RouteObserver(Consumer<Route> told) {
        this.told = told;
    }

    /** Tells the observer of the running request, if it has one, that a transaction, or the repeat of one, was given this route. */
    public static void tell(Route route) {
        RequestContext.current(RouteObserver.class).ifPresent(observer -> observer.routed(route));
    }

    private void routed(Route route) {
        routes.add(route);
        told.accept(route);
    }

    /** The routes taken so far; for any thread. */
    public Stream<Route> routes() {
        return routes.stream();
    }

    /** Routes of a part count once it is adopted. */
    @Override
    public RouteObserver part() {
        return new RouteObserver(_ -> {});
    }

    @Override
    public void adopt(RouteObserver part) {
        part.routes.forEach(this::routed);
    }
}
