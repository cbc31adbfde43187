package dev.pgweir.routing.transaction;

import dev.pgweir.cluster.Cluster;
import dev.pgweir.cluster.Lsn;
import dev.pgweir.request.RequestContext;
import dev.pgweir.routing.NoNodeAvailable;
import dev.pgweir.routing.Route;
import dev.pgweir.routing.Route.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the node for a read by steps: a replica that is known to be fresh enough; the nearest to it, after a short wait; the
 * primary; whatever is left. Most replicas are behind just after a commit, and have caught up a millisecond later. Thread-safe.
 *
 * @param cluster whose nodes are chosen among
 * @param router takes each step
 * @param patience how long to wait for a replica
 * @param failover for a node at all, where one was lost
 */
record ReadLadder(Cluster cluster, Router router, Duration patience, FailoverWait failover) {

    Route route(RouteDemand demand) {
        return router.fresh(cluster.topology(), demand)
                .or(() -> caughtUp(demand))
                .orElseGet(() -> router.withoutFresh(cluster.topology(), demand));
    }

    /**
     * The node for a read that has lost its connection elsewhere. Where no other is left, as while one node after the other
     * restarts, any will do that comes back in time.
     */
    Route routeAgain(RouteDemand demand) {
        try {
            return route(demand);
        } catch (NoNodeAvailable none) {
            var anywhere = new RouteDemand(demand.readOnly(), Set.of(), demand.freshness());
            return failover.until(_ -> routed(anywhere)).orElseThrow(() -> none);
        }
    }

    private Optional<Route> routed(RouteDemand demand) {
        try {
            return Optional.of(route(demand));
        } catch (NoNodeAvailable notYet) {
            return Optional.empty();
        }
    }

    private Optional<Route> caughtUp(RouteDemand demand) {
        var freshness = demand.freshness();
        return freshness
                .replayed()
                .filter(lsn -> !freshness.strong() && catchesUp(demand, lsn))
                .flatMap(_ -> router.fresh(cluster.topology(), demand))
                .map(route -> new Route(route.node(), Reason.CAUGHT_UP));
    }

    private boolean catchesUp(RouteDemand demand, Lsn lsn) {
        var nearest = router.nearest(cluster.topology(), demand);
        try {
            return nearest.isPresent()
                    && cluster.awaitReplay(nearest.get().name(), lsn, RequestContext.atMost(patience));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
