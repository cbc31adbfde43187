package dev.pgweir.routing.transaction;

import dev.pgweir.request.RequestContext;
import dev.pgweir.routing.Route;
import dev.pgweir.routing.Route.Reason;
import dev.pgweir.routing.RouteObserver;
import dev.pgweir.routing.pool.NodePools;
import dev.pgweir.routing.repeat.RepeatScope;
import dev.pgweir.routing.session.Session.WriteLost;
import dev.pgweir.routing.trace.TracedRequest;
import dev.pgweir.routing.transaction.RouteDemand.Freshness;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Gives each transaction a connection to the node that the {@link ReadLadder}, or the {@link WriteGate}, chooses for it: the
 * lookup key is the {@link Route}. The superclass asks the target of each transaction for the connection; the target itself is
 * looked up here, because the map of the superclass is made once, while nodes come and go. It must stand inside a lazy proxy:
 * the read-only flag of a transaction is set only after the transaction has asked for its connection.
 */
final class RoutingDataSource extends AbstractRoutingDataSource {

    private final Requirements requirements;
    private final ReadLadder reads;
    private final WriteGate gate;
    private final NodePools pools;
    private final RouteMetrics metrics;

    /** A route with what was asked of it. */
    private record Decision(Route route, Freshness freshness) {}

    RoutingDataSource(
            Requirements requirements, ReadLadder reads, WriteGate gate, NodePools pools, RouteMetrics metrics) {
        this.requirements = requirements;
        this.reads = reads;
        this.gate = gate;
        this.pools = pools;
        this.metrics = metrics;
        // What looks for targets to watch, as the health of data sources does, finds none.
        setTargetDataSources(Map.of());
        initialize();
    }

    @Override
    protected DataSource determineTargetDataSource() {
        var route = determineCurrentLookupKey();
        var connections = pools.connectionsFor(route);
        return route.reason() == Reason.WRITE ? new GatedSource(connections, gate) : connections;
    }

    /** A write has entered the gate when this returns: it is there that a write waits for its node. */
    @Override
    protected Route determineCurrentLookupKey() {
        RequestContext.current().ifPresent(RequestContext::awaitNode);
        var begun = System.nanoTime();
        var decided = decided(TransactionSynchronizationManager.isCurrentTransactionReadOnly());
        var route = decided.route();
        metrics.decided(route, decided.freshness(), System.nanoTime() - begun);
        RepeatScope.noteRoute(route);
        TracedRequest.noteRoute(route);
        RouteObserver.tell(route);
        return route;
    }

    private Decision decided(boolean readOnly) {
        try {
            return decide(readOnly);
        } catch (WriteLost loss) {
            metrics.told(loss);
            throw loss;
        }
    }

    /** If the cluster fails over in the meantime, what the client has written may be lost: so it is looked at again. */
    private Decision decide(boolean readOnly) {
        while (true) {
            var timeline = requirements.timeline();
            var freshness = requirements.ofSession();
            var route = readOnly ? readRoute(freshness) : new Route(gate.enter(), Reason.WRITE);
            if (requirements.timeline() == timeline) {
                return new Decision(route, freshness);
            }
            if (!readOnly) {
                gate.leave();
            }
        }
    }

    private Route readRoute(Freshness freshness) {
        var demand = new RouteDemand(true, RepeatScope.avoided(), freshness);
        return RepeatScope.followsLoss() ? reads.routeAgain(demand) : reads.route(demand);
    }

    /** Asked at start-up by beans that look for a pool to measure; the superclass would route the question to a node. */
    @Override
    public boolean isWrapperFor(Class<?> iface) {
        return iface.isInstance(this);
    }

    @Override
    public <T> T unwrap(Class<T> iface) throws SQLException {
        if (!iface.isInstance(this)) {
            throw new SQLException("the routing data source wraps no single " + iface.getName());
        }
        return iface.cast(this);
    }
}
