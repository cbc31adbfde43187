package dev.pgweir.routing;

import dev.pgweir.request.PerRequest;
import dev.pgweir.request.RequestContext;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Is told of each route that the transactions of one request take, in the request's own thread. A part of a request tells its
 * observer nothing until it is adopted, and remembers its routes until then.
 */
public final class RouteObserver implements PerRequest<RouteObserver> {

    private final Consumer<Route> told;

    /** Of a part; none otherwise. */
    private final Collection<Route> remembered;

    /** @param told of each route */
    public RouteObserver(Consumer<Route> told) {
        this(told, List.of());
    }

    private RouteObserver(Consumer<Route> told, Collection<Route> remembered) {
        this.told = told;
        this.remembered = remembered;
    }

    /** Tells the observer of the running request, if it has one, that a transaction, or the repeat of one, was given this route. */
    public static void tell(Route route) {
        RequestContext.current(RouteObserver.class).ifPresent(observer -> observer.told.accept(route));
    }

    /** The routes that a part has taken so far; for any thread. */
    public Stream<Route> routes() {
        return remembered.stream();
    }

    @Override
    public RouteObserver part() {
        Collection<Route> routes = new ConcurrentLinkedQueue<>();
        return new RouteObserver(routes::add, routes);
    }

    @Override
    public void adopt(RouteObserver part) {
        part.remembered.forEach(told);
    }
}
