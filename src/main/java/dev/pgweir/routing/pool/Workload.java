package dev.pgweir.routing.pool;

import dev.pgweir.request.AsGateway;
import dev.pgweir.request.Caller;
import dev.pgweir.request.RequestContext;
import dev.pgweir.routing.Route;
import java.util.Locale;

/** What connections are used for. Each kind of work has its own, so that none keeps the other waiting. */
enum Workload {
    /** Statements that are done before their client is answered. */
    REQUEST,
    /** Reads on the primary that no replica can serve: they must not starve writes. */
    FALLBACK,
    /** Exports and imports, which take as long as their client does. */
    STREAM,
    /** What the gateway asks for itself, where the statements of requests run as another database user. */
    SYSTEM;

    /** Its name in metrics, {@code request}. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The kind of work that runs in this thread, on this route.
     *
     * @param tellsCallersApart whether callers have roles, and the gateway its own user
     */
    static Workload of(Route route, boolean tellsCallersApart) {
        if (tellsCallersApart && isOfGateway()) {
            return SYSTEM;
        }
        if (RequestContext.current().filter(RequestContext::isStream).isPresent()) {
            return STREAM;
        }
        return switch (route.reason()) {
            case NO_REPLICA, NO_FRESH_REPLICA, STRONG -> FALLBACK;
            case WRITE, REPLICA, CAUGHT_UP, LAGGING, PRIMARY_BY_WEIGHT, ONLY_NODE -> REQUEST;
        };
    }

    /** What the gateway does in the transaction of a caller, it does over that one's connection. */
    private static boolean isOfGateway() {
        return Caller.current() instanceof Caller.Gateway && (AsGateway.isRunningApart() || !AsGateway.isRunning());
    }
}
