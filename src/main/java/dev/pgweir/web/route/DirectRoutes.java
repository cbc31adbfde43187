package dev.pgweir.web.route;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.filter.ServerHttpObservationFilter;
import org.springframework.web.servlet.handler.AbstractHandlerMapping;

/**
 * Finds the handler of {@code /{name}} and {@code /{name}/{key}} by one look into a map, where Spring's own routes would compare
 * the path with the pattern of each table. Those know the same handlers, and serve whatever is not found here: other methods,
 * names that are percent-encoded, paths with parameters. Thread-safe.
 */
public final class DirectRoutes extends AbstractHandlerMapping {

    private final Map<String, Route> ofRows = new ConcurrentHashMap<>();
    private final Map<String, Route> ofRow = new ConcurrentHashMap<>();

    /** The handlers of a path by the methods of HTTP. */
    private record Route(String pattern, Map<String, HttpRequestHandler> handlers) {}

    /** @param routes whose interceptors are called here as well */
    public DirectRoutes(AbstractHandlerMapping routes) {
        setOrder(Ordered.HIGHEST_PRECEDENCE);
        var interceptors = routes.getAdaptedInterceptors();
        if (interceptors != null) {
            setInterceptors((Object[]) interceptors);
        }
    }

    /**
     * Has requests served that Spring's routes lead to the same handlers.
     *
     * @param rows the handlers of {@code /{name}} by the methods of HTTP
     * @param row those of {@code /{name}/{key}}
     */
    public void serve(String name, Map<String, HttpRequestHandler> rows, Map<String, HttpRequestHandler> row) {
        ofRows.put(name, new Route("/" + name, Map.copyOf(rows)));
        ofRow.put(name, new Route("/" + name + "/{key}", Map.copyOf(row)));
    }

    /** Leaves requests to Spring's routes from now on. */
    public void withdraw(String name) {
        ofRows.remove(name);
        ofRow.remove(name);
    }

    @Override
    protected @Nullable Object getHandlerInternal(HttpServletRequest request) {
        var path = request.getRequestURI();
        var slash = path.indexOf('/', 1);
        var name = path.substring(Math.min(1, path.length()), slash < 0 ? path.length() : slash);
        var route = slash < 0 ? ofRows.get(name) : isKey(path, slash + 1) ? ofRow.get(name) : null;
        if (route == null) {
            return null;
        }
        var method = request.getMethod();
        var handler = route.handlers().get(method.equals(HttpMethod.HEAD.name()) ? HttpMethod.GET.name() : method);
        if (handler != null) {
            request.setAttribute(BEST_MATCHING_PATTERN_ATTRIBUTE, route.pattern());
            ServerHttpObservationFilter.findObservationContext(request)
                    .ifPresent(context -> context.setPathPattern(route.pattern()));
        }
        return handler;
    }

    private static boolean isKey(String path, int from) {
        return from < path.length() && path.indexOf('/', from) < 0 && path.indexOf(';', from) < 0;
    }
}
