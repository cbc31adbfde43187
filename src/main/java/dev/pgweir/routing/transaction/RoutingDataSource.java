package dev.pgweir.routing.transaction;

import dev.pgweir.cluster.Cluster;
import dev.pgweir.routing.Route;
import dev.pgweir.routing.RouteListener;
import dev.pgweir.routing.RunningRequest;
import dev.pgweir.routing.pool.NodePools;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Gives each transaction a connection to the node that the {@link Router} chooses for it. It must stand inside a lazy
 * proxy: the read-only flag of a transaction is set only after the transaction has asked for its connection.
 */
final class RoutingDataSource extends AbstractRoutingDataSource {

    private final Cluster cluster;
    private final Router router;
    private final NodePools pools;

    RoutingDataSource(Cluster cluster, Router router, NodePools pools) {
        this.cluster = cluster;
        this.router = router;
        this.pools = pools;
        setTargetDataSources(Map.of());
        initialize();
    }

    @Override
    protected Route determineCurrentLookupKey() {
        RunningRequest.current().ifPresent(RunningRequest::requireTime);
        var demand = Attempt.demand(TransactionSynchronizationManager.isCurrentTransactionReadOnly());
        var route = router.route(cluster.topology(), demand);
        if (Attempt.CURRENT.isBound()) {
            Attempt.CURRENT.get().routed(route);
        }
        if (RouteListener.CURRENT.isBound()) {
            RouteListener.CURRENT.get().routed(route);
        }
        return route;
    }

    /** Nodes come and go, so the pools are asked, not the superclass's fixed map. */
    @Override
    protected DataSource determineTargetDataSource() {
        return pools.connectionsFor(determineCurrentLookupKey());
    }

    /** Asked at start-up by whoever looks for a pool to measure; the superclass would route the question to a node. */
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
