package dev.pgweir.routing.pool;

import dev.pgweir.request.RequestContext;
import dev.pgweir.routing.Route;

/** What connections are used for. Each kind of work has its own, so that none keeps the other waiting. */
enum Workload {
    /** Statements that are done before their client is answered. */
    REQUEST,
    /** Reads on the primary that no replica can serve: they must not starve writes. */
    FALLBACK,
    /** Exports and imports, which take as long as their client does. */
    STREAM;

    /** The kind of work that runs in this thread, on this route. */
    static Workload of(Route route) {
        if (RequestContext.current().filter(RequestContext::isStream).isPresent()) {
            return STREAM;
        }
        return switch (route.reason()) {
            case NO_REPLICA, NO_FRESH_REPLICA, STRONG -> FALLBACK;
            case WRITE, REPLICA, CAUGHT_UP, LAGGING, PRIMARY_BY_WEIGHT, ONLY_NODE -> REQUEST;
        };
    }
}
