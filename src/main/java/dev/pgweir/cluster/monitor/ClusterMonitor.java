package dev.pgweir.cluster.monitor;

import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.pgweir.cluster.Cluster;
import dev.pgweir.cluster.Node;
import dev.pgweir.cluster.NodeChanged;
import dev.pgweir.cluster.NodeDefinition;
import dev.pgweir.cluster.NodeState;
import dev.pgweir.cluster.Topology;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Keeps the newest topology. A virtual thread a node probes it at every interval, so that one that hangs delays no
 * other. A lock guards each change of the snapshot and is never held while waiting for a node; readers need none.
 */
final class ClusterMonitor implements Cluster, AutoCloseable {

    private final Function<NodeDefinition, NodeProbe> probes;
    private final Duration interval;
    private final Consumer<NodeChanged> listener;

    /** A permit for each suspicion that no probe has followed yet, by the node's name. */
    private final Map<String, Semaphore> suspicions;

    private final ExecutorService watchers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("pgweir-monitor-", 0).factory());
    private final CountDownLatch firstRound;
    private final Object lock = new Object();
    private final ClusterIdentity identity;
    private volatile Topology topology;

    ClusterMonitor(
            List<NodeDefinition> nodes,
            Function<NodeDefinition, NodeProbe> probes,
            Duration interval,
            Consumer<NodeChanged> listener) {
        this.probes = probes;
        this.interval = interval;
        this.listener = listener;
        this.suspicions = nodes.stream().collect(toUnmodifiableMap(NodeDefinition::name, node -> new Semaphore(0)));
        this.firstRound = new CountDownLatch(nodes.size());
        this.identity =
                new ClusterIdentity(nodes.stream().map(NodeDefinition::name).toList());
        this.topology = new Topology(nodes.stream()
                .map(node -> new Node(node, new NodeState.Unknown()))
                .toList());
    }

    /** Starts to probe, and waits until each node was probed once, or for as long as the caller's patience lasts. */
    void start(Duration patience) throws InterruptedException {
        for (var node : topology.nodes()) {
            watchers.execute(() -> watch(node.definition()));
        }
        firstRound.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public Topology topology() {
        return topology;
    }

    @Override
    public void suspect(String node, String reason) {
        synchronized (lock) {
            change(node, new NodeState.Down(reason, Instant.now()));
            suspicionsOf(node).release();
        }
    }

    @Override
    public void close() {
        watchers.shutdownNow();
        watchers.close();
    }

    private void watch(NodeDefinition definition) {
        var suspicions = suspicionsOf(definition.name());
        try (var probe = probes.apply(definition)) {
            look(definition.name(), probe);
            firstRound.countDown();
            while (true) {
                suspicions.tryAcquire(interval.toNanos(), TimeUnit.NANOSECONDS);
                look(definition.name(), probe);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(String node, NodeProbe probe) throws InterruptedException {
        var suspicions = suspicionsOf(node);
        suspicions.drainPermits();
        var seen = probe.ask();
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        synchronized (lock) {
            // An answer that was under way when somebody saw the node fail is older than what he saw.
            if (suspicions.availablePermits() == 0) {
                change(node, identity.verify(node, seen));
            }
        }
    }

    private void change(String name, NodeState seen) {
        topology = new Topology(topology.nodes().stream()
                .map(node -> node.name().equals(name) ? changed(node, seen) : node)
                .toList());
    }

    private Node changed(Node node, NodeState seen) {
        if (NodeChanged.between(node.state(), seen)) {
            listener.accept(new NodeChanged(node.name(), node.state(), seen));
        }
        var stillDown = node.state() instanceof NodeState.Down(var _, var since)
                        && seen instanceof NodeState.Down(var reason, var _)
                ? new NodeState.Down(reason, since)
                : seen;
        return new Node(node.definition(), stillDown);
    }

    private Semaphore suspicionsOf(String node) {
        return Optional.ofNullable(suspicions.get(node))
                .orElseThrow(() -> new IllegalArgumentException("no node is named " + node));
    }
}
