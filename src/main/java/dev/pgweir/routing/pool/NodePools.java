package dev.pgweir.routing.pool;

import dev.pgweir.cluster.Cluster;
import dev.pgweir.cluster.Credentials;
import dev.pgweir.cluster.Node;
import dev.pgweir.cluster.NodeDefinition;
import dev.pgweir.cluster.NodeState;
import dev.pgweir.cluster.Role;
import dev.pgweir.routing.NodeTraffic;
import dev.pgweir.routing.Route;
import dev.pgweir.routing.TrafficReport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * The pools of each node, one for each kind of work. They follow the topology: those for requests are filled while their
 * node is up, all are closed once it has stayed down for a moment, so that whatever still hangs in them fails and can be
 * repeated elsewhere. Those of a node that is gone close once nothing runs in them. Thread-safe.
 */
public final class NodePools implements TrafficReport, AutoCloseable {

    private static final Duration FOLLOW_INTERVAL = Duration.ofMillis(250);

    /** A node may be given another weight or use without losing its connections. */
    private record Key(String node, String url, Credentials credentials, Workload workload) {

        private static Key of(NodeDefinition node, Workload workload) {
            return new Key(node.name(), node.url(), node.credentials(), workload);
        }
    }

    private final Map<Key, NodePool> pools = new ConcurrentHashMap<>();
    private final Set<NodePool> retiring = ConcurrentHashMap.newKeySet();
    private final Cluster cluster;
    private final BiFunction<NodeDefinition, Workload, NodePool> factory;
    private final Consumer<List<Node>> onNodes;
    private final boolean tellsCallersApart;
    private final ScheduledExecutorService follower = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("pgweir-pools").factory());

    /**
     * @param onNodes told again and again of all nodes
     * @param tellsCallersApart whether callers have roles, and the gateway its own user
     */
    NodePools(
            Cluster cluster,
            BiFunction<NodeDefinition, Workload, NodePool> factory,
            Consumer<List<Node>> onNodes,
            boolean tellsCallersApart) {
        this.cluster = cluster;
        this.factory = factory;
        this.onNodes = onNodes;
        this.tellsCallersApart = tellsCallersApart;
    }

    /** Starts to follow the topology; until then pools open on demand only. */
    void start() {
        var _ = follower.scheduleWithFixedDelay(this::follow, 0, FOLLOW_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Where a transaction with this route takes its connection from. */
    public DataSource connectionsFor(Route route) {
        var pool = poolOf(route.node(), Workload.of(route, tellsCallersApart));
        return route.reason() == Route.Reason.WRITE
                ? pool.writes()
                : pool.reads(route.node().is(Role.PRIMARY));
    }

    @Override
    public List<NodeTraffic> traffic() {
        return cluster.topology().nodes().stream().map(this::traffic).toList();
    }

    private NodeTraffic traffic(Node node) {
        var requests = poolOf(node, Workload.REQUEST)
                .traffic()
                .plus(poolOf(node, Workload.FALLBACK).traffic())
                .plusStreams(poolOf(node, Workload.STREAM).traffic());
        return tellsCallersApart ? requests.plus(poolOf(node, Workload.SYSTEM).traffic()) : requests;
    }

    private NodePool poolOf(Node node, Workload workload) {
        return pools.computeIfAbsent(
                Key.of(node.definition(), workload), _ -> factory.apply(node.definition(), workload));
    }

    private void follow() {
        var nodes = cluster.topology().nodes();
        pools.values().removeIf(pool -> nodes.stream().noneMatch(pool::isOf) && retiring.add(pool));
        retiring.removeIf(NodePool::retire);
        onNodes.accept(nodes);
        for (var node : nodes) {
            switch (node.state()) {
                case NodeState.Up _ -> poolOf(node, Workload.REQUEST).open();
                case NodeState.Down down -> closeIfDownForGood(node, down);
                case NodeState.Unknown _ -> {}
            }
        }
    }

    private void closeIfDownForGood(Node node, NodeState.Down down) {
        for (var workload : Workload.values()) {
            if (System.nanoTime() - down.sinceNanos() > patience(workload).toNanos()) {
                poolOf(node, workload).close();
            }
        }
    }

    /**
     * Long enough for a suspected node to prove by a probe that it is well. A stream that was cut cannot go on elsewhere, so
     * it is given longer.
     */
    private static Duration patience(Workload workload) {
        return switch (workload) {
            case REQUEST, FALLBACK, SYSTEM -> Duration.ofMillis(500);
            case STREAM -> Duration.ofSeconds(10);
        };
    }

    @Override
    public void close() {
        follower.shutdownNow();
        pools.values().forEach(NodePool::close);
        retiring.forEach(NodePool::close);
    }
}
