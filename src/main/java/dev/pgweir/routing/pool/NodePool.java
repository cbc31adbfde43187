package dev.pgweir.routing.pool;

import static java.util.Objects.requireNonNullElseGet;

import com.zaxxer.hikari.HikariDataSource;
import dev.pgweir.cluster.Cluster;
import dev.pgweir.cluster.Node;
import dev.pgweir.cluster.NodeDefinition;
import dev.pgweir.postgres.SqlState;
import dev.pgweir.request.Deadline;
import dev.pgweir.request.Work;
import dev.pgweir.routing.NodeTraffic;
import dev.pgweir.routing.NodeTraffic.Pool;
import dev.pgweir.routing.NodeTraffic.Transactions;
import dev.pgweir.routing.load.NodeLoad;
import dev.pgweir.routing.measure.Uses;
import dev.pgweir.routing.role.RolePolicy;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The connections to one node for one kind of work: opened when they are first wanted, closed with their node. Thread-safe. */
final class NodePool {

    /** For what runs on a node that is gone. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    private final NodeDefinition node;
    private final Cluster cluster;
    private final PoolFactory factory;
    private final NodeLoad load;
    private final NodeFailures failures;
    private final PoolQueue queue;
    private final CheckoutSource reads;
    private final CheckoutSource primaryReads;
    private final CheckoutSource writes;

    private boolean closedBefore;

    /** Null until opened; a closed pool stays here while it is closing. */
    private volatile @Nullable HikariDataSource connections;

    /** Of a node that is gone. */
    private @Nullable Deadline grace;

    NodePool(
            NodeDefinition node,
            Cluster cluster,
            NodeLoad load,
            PoolFactory factory,
            StatementWatch watch,
            RolePolicy roles,
            Uses uses) {
        this.node = node;
        this.cluster = cluster;
        this.load = load;
        this.factory = factory;
        this.failures = new NodeFailures(node.name(), cluster, load, this::evictConnections);
        this.queue = new PoolQueue(node.name(), this::opened, load, failures, factory.turns(), factory.timeout());
        var steps = CheckoutSteps.of(node.name(), load, failures, factory.settings(), watch, roles);
        var ofReads = factory.workOfReads();
        this.reads = new CheckoutSource(cluster, load, queue, steps.reads(), uses, ofReads);
        this.primaryReads = new CheckoutSource(cluster, load, queue, steps.primaryReads(), uses, ofReads);
        this.writes = new CheckoutSource(
                cluster, load, queue, steps.writes(), uses, ofReads.or(() -> Optional.of(Work.WRITE)));
    }

    boolean isOf(Node other) {
        return node.reachesSame(other.definition());
    }

    /** @param primary whether the node was chosen as the primary, so that what has become a standby will not do */
    DataSource reads(boolean primary) {
        return primary ? primaryReads : reads;
    }

    DataSource writes() {
        return writes;
    }

    private HikariDataSource opened() throws SQLTransientConnectionException {
        if (connections == null) {
            open();
        }
        var pool = connections;
        if (pool == null || pool.isClosed()) {
            throw new SQLTransientConnectionException(node.name() + " is down", SqlState.UNABLE_TO_CONNECT);
        }
        return pool;
    }

    /** Begins to connect, in the background, where that was not done yet. */
    synchronized void open() {
        if (connections == null && grace == null) {
            connections = factory.open(node, new FailureDetector(failures), this::connected);
            if (closedBefore) {
                load.restart();
            }
        }
    }

    /** Closes all connections, those in use as well; the next transaction opens new ones. */
    synchronized void close() {
        var closing = connections;
        if (closing != null) {
            closing.close();
            connections = null;
            closedBefore = true;
        }
    }

    /**
     * Closes all connections for good once nothing runs on them, or a time of grace is over. To be repeated until that is done.
     *
     * @return whether it is
     */
    synchronized boolean retire() {
        grace = requireNonNullElseGet(grace, () -> Deadline.in(GRACE));
        var over = traffic().pool().active() == 0 || grace.hasPassed();
        if (over) {
            close();
        }
        return over;
    }

    /** The server may have been restarted in the meantime. */
    private void connected() {
        load.reconnected();
        cluster.connected(node.name());
    }

    /** What is in use is closed once it comes back. */
    private void evictConnections() {
        Optional.ofNullable(connections)
                .map(HikariDataSource::getHikariPoolMXBean)
                .ifPresent(pool -> pool.softEvictConnections());
    }

    NodeTraffic traffic() {
        var pool = Optional.ofNullable(connections).map(HikariDataSource::getHikariPoolMXBean);
        return new NodeTraffic(
                node.name(),
                new Transactions(
                        reads.count() + primaryReads.count(),
                        writes.count(),
                        failures.count(),
                        TimeUnit.NANOSECONDS.toMicros(load.latency().toNanos()),
                        load.breaker()),
                new Pool(
                        pool.map(now -> now.getActiveConnections()).orElse(0),
                        pool.map(now -> now.getIdleConnections()).orElse(0),
                        queue.waiting(),
                        factory.size(),
                        0));
    }
}
