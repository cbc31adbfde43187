package dev.pgweir.routing.pool;

import dev.pgweir.cluster.Cluster;
import dev.pgweir.cluster.Node;
import dev.pgweir.cluster.NodeDefinition;
import dev.pgweir.cluster.NodeState;
import dev.pgweir.routing.NodeTraffic;
import dev.pgweir.routing.Route;
import dev.pgweir.routing.TrafficReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * The pool of each node. Pools follow the topology: filled while their node is up, closed once it has stayed down for
 * a moment, so that whatever still hangs in them fails and can be repeated elsewhere. Thread-safe.
 */
public final class NodePools implements TrafficReport, AutoCloseable {

    private static final Duration FOLLOW_INTERVAL = Duration.ofMillis(250);

    /** Long enough for a suspected node to prove by a probe that it is well. */
    private static final Duration DOWN_FOR_GOOD = Duration.ofMillis(500);

    private final Map<NodeDefinition, NodePool> pools = new ConcurrentHashMap<>();
    private final Cluster cluster;
    private final Function<NodeDefinition, NodePool> factory;
    private final ScheduledExecutorService follower = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("pgweir-pools").factory());

    NodePools(Cluster cluster, Function<NodeDefinition, NodePool> factory) {
        this.cluster = cluster;
        this.factory = factory;
    }

    /** Starts to follow the topology; until then pools open on demand only. */
    void start() {
        var _ = follower.scheduleWithFixedDelay(this::follow, 0, FOLLOW_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Where a transaction with this route takes its connection from. */
    public DataSource connectionsFor(Route route) {
        var pool = poolOf(route.node());
        return switch (route.reason()) {
            case WRITE -> pool.forWrites();
            case REPLICA, PRIMARY_BY_WEIGHT, NO_REPLICA -> pool.forReads();
        };
    }

    @Override
    public List<NodeTraffic> traffic() {
        return cluster.topology().nodes().stream()
                .map(this::poolOf)
                .map(NodePool::traffic)
                .toList();
    }

    private NodePool poolOf(Node node) {
        return pools.computeIfAbsent(node.definition(), factory);
    }

    private void follow() {
        for (var node : cluster.topology().nodes()) {
            switch (node.state()) {
                case NodeState.Up _ -> poolOf(node).open();
                case NodeState.Down(var _, var since)
                when since.plus(DOWN_FOR_GOOD).isBefore(Instant.now()) ->
                    poolOf(node).close();
                case NodeState.Down _, NodeState.Unknown _ -> {}
            }
        }
    }

    @Override
    public void close() {
        follower.shutdownNow();
        pools.values().forEach(NodePool::close);
    }
}
