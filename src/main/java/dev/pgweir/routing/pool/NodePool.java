package dev.pgweir.routing.pool;

import static java.util.Objects.requireNonNullElse;
import static java.util.Objects.requireNonNullElseGet;

import com.zaxxer.hikari.HikariDataSource;
import dev.pgweir.cluster.Cluster;
import dev.pgweir.cluster.Node;
import dev.pgweir.cluster.NodeDefinition;
import dev.pgweir.cluster.NodeState;
import dev.pgweir.cluster.Role;
import dev.pgweir.postgres.ServerFailure;
import dev.pgweir.postgres.SqlState;
import dev.pgweir.request.Deadline;
import dev.pgweir.request.RequestContext;
import dev.pgweir.routing.LostConnection;
import dev.pgweir.routing.NodeTraffic;
import dev.pgweir.routing.PoolExhausted;
import dev.pgweir.routing.load.FairTurns;
import dev.pgweir.routing.load.NodeLoad;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * The connections to one node, and the count of what it was given to do. A caller who waits for a connection looks up
 * every quarter of a second, and leaves a node that has gone down rather than wait on it. Thread-safe.
 */
final class NodePool extends AbstractDataSource {

    private static final Duration LOOK_INTERVAL = Duration.ofMillis(250);
    private static final Duration LOOK_PATIENCE = Duration.ofSeconds(1);

    /** For what runs on a node that is gone. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    private final NodeDefinition node;
    private final Cluster cluster;
    private final PoolFactory factory;
    private final StatementWatch statementWatch;
    private final StatementLog statementLog;
    private final NodeLoad load;
    private final FairTurns turns;
    private final DataSource readSource;
    private final DataSource primaryReadSource;
    private final DataSource writeSource;
    private final LongAdder reads = new LongAdder();
    private final LongAdder writes = new LongAdder();
    private final LongAdder failures = new LongAdder();

    private volatile long lastSystemIdentifier;
    private boolean closedBefore;

    /** Null until opened; a closed pool stays here while it is closing. */
    private volatile @Nullable HikariDataSource connections;

    /** Of a node that is gone. */
    private @Nullable Deadline grace;

    NodePool(NodeDefinition node, Cluster cluster, NodeLoad load, PoolFactory factory, StatementWatch statementWatch) {
        this.node = node;
        this.cluster = cluster;
        this.load = load;
        this.factory = factory;
        this.readSource = new ReadSource(this, node.name(), cluster, load);
        var guard = new PrimaryGuard(this);
        this.primaryReadSource = new ReadSource(guard, node.name(), cluster, load);
        this.writeSource = new WriteSource(guard, factory.settings());
        this.turns = factory.turns();
        this.statementWatch = statementWatch;
        this.statementLog = new StatementLog(node.name());
    }

    boolean isOf(Node other) {
        return node.reachesSame(other.definition());
    }

    /** @param primary whether the node was chosen as the primary, so that what has become a standby will not do */
    DataSource forReads(boolean primary) {
        reads.increment();
        return primary ? primaryReadSource : readSource;
    }

    DataSource forWrites() {
        writes.increment();
        return writeSource;
    }

    @Override
    public Connection getConnection() throws SQLException {
        var request = RequestContext.current();
        return statementLog.observe(request.isPresent() ? of(request.get()) : awaited());
    }

    /** Requests take connections in their order, which HikariCP alone does not see to. */
    private Connection of(RequestContext request) throws SQLException {
        load.begin();
        FairTurns.Turn turn;
        try {
            turn = awaitedTurn(request);
        } catch (SQLException | RuntimeException none) {
            load.giveUp();
            throw none;
        }
        try {
            var connection = awaited();
            var begun = System.nanoTime();
            return statementWatch.watch(request, connection, opened(), factory.settings(), systemIdentifier(), () -> {
                turn.end();
                load.end(Duration.ofNanos(System.nanoTime() - begun));
            });
        } catch (SQLException | RuntimeException none) {
            turn.end();
            load.giveUp();
            throw none;
        }
    }

    /** Those who would wait for too long are turned away at once: others would wait in vain behind them. */
    private FairTurns.Turn awaitedTurn(RequestContext request) throws SQLException {
        var deadline = Deadline.in(request.deadline().remaining(factory.timeout()));
        var turn = turns.ask(
                        request.resource(),
                        deadline.length(),
                        request.deadline().agreed())
                .orElseThrow(() -> {
                    failures.increment();
                    return new PoolExhausted(node.name(), turns.expectedWait(request.resource()));
                });
        try {
            while (!turn.await(LOOK_INTERVAL)) {
                endWait(new SQLTransientConnectionException("all connections are in use"), deadline);
            }
            return turn;
        } catch (SQLException | RuntimeException none) {
            turn.end();
            throw none;
        } catch (InterruptedException e) {
            turn.end();
            Thread.currentThread().interrupt();
            throw new PoolExhausted(node.name(), e);
        }
    }

    /** The cluster's, which is remembered while no node answers. */
    private long systemIdentifier() {
        cluster.topology().systemIdentifier().ifPresent(known -> lastSystemIdentifier = known);
        return lastSystemIdentifier;
    }

    private Connection awaited() throws SQLException {
        var deadline = Deadline.in(RequestContext.atMost(factory.timeout()));
        while (true) {
            try {
                return opened().getConnection();
            } catch (SQLException noneYet) {
                endWait(noneYet, deadline);
            }
        }
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return getConnection();
    }

    /** Returns where waiting on makes sense. */
    private void endWait(SQLException noneYet, Deadline deadline) throws SQLException {
        if (isDown()) {
            throw new SQLTransientConnectionException(node.name() + " is down", SqlState.UNABLE_TO_CONNECT, noneYet);
        }
        var failure = ServerFailure.in(noneYet);
        if (failure.filter(found -> LostConnection.isSaidBy(found.state())).isPresent()) {
            connectionLost(noneYet);
            throw noneYet;
        }
        var full = failure.map(found -> found.is(SqlState.TOO_MANY_CONNECTIONS))
                .orElse(noneYet instanceof SQLTransientConnectionException);
        if (!full) {
            throw noneYet;
        }
        if (deadline.hasPassed()) {
            failures.increment();
            throw new PoolExhausted(node.name(), noneYet);
        }
    }

    private boolean isDown() {
        return cluster.topology()
                .node(node.name())
                .filter(seen -> seen.state() instanceof NodeState.Down)
                .isPresent();
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
            connections = factory.open(node, new FailureDetector(this), this::connected);
            if (closedBefore) {
                load.restart();
            }
        }
    }

    /** Closes all connections, those in use as well; the next transaction opens anew. */
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
        var over = traffic().active() == 0 || grace.hasPassed();
        if (over) {
            close();
        }
        return over;
    }

    /** The server may have been started anew meanwhile. */
    private void connected() {
        load.reconnected();
        cluster.connected(node.name());
    }

    /** Where one connection is lost, the others are as likely from before the node went away. */
    void connectionLost(SQLException failure) {
        failures.increment();
        load.fail(failure);
        evictConnections();
        cluster.suspect(node.name(), requireNonNullElse(failure.getMessage(), failure.toString()));
    }

    /** Asks anew: a setting, or what a statement calls, can forbid writing just as well. */
    boolean isStandby() {
        try {
            return cluster.look(node.name(), LOOK_PATIENCE) instanceof NodeState.Up up && up.role() == Role.REPLICA;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What was opened to a primary must not live on to a standby, nor the other way round. */
    void writeRefused(String reason) {
        failures.increment();
        evictConnections();
        cluster.suspect(node.name(), reason);
    }

    /** What is in use is closed once it comes back. */
    void evictConnections() {
        Optional.ofNullable(connections)
                .map(HikariDataSource::getHikariPoolMXBean)
                .ifPresent(pool -> pool.softEvictConnections());
    }

    NodeTraffic traffic() {
        var pool = Optional.ofNullable(connections).map(HikariDataSource::getHikariPoolMXBean);
        return new NodeTraffic(
                node.name(),
                reads.sum(),
                writes.sum(),
                failures.sum(),
                pool.map(now -> now.getActiveConnections()).orElse(0),
                pool.map(now -> now.getIdleConnections()).orElse(0),
                turns.waiting(),
                factory.size(),
                TimeUnit.NANOSECONDS.toMicros(load.latency().toNanos()),
                load.breaker(),
                0);
    }
}
