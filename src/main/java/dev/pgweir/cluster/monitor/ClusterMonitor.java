package dev.pgweir.cluster.monitor;

import dev.pgweir.cluster.Cluster;
import dev.pgweir.cluster.Lsn;
import dev.pgweir.cluster.Node;
import dev.pgweir.cluster.NodeChanged;
import dev.pgweir.cluster.NodeDefinition;
import dev.pgweir.cluster.NodeState;
import dev.pgweir.cluster.Role;
import dev.pgweir.cluster.Topology;
import dev.pgweir.request.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Keeps the newest topology. One virtual thread per node probes it at every interval, so that one that hangs delays no
 * other. A lock guards each change of the snapshot and is never held while waiting for a node; readers need none.
 */
final class ClusterMonitor implements Cluster, AutoCloseable {

    private final Function<NodeDefinition, NodeProbe> probes;
    private final Duration interval;
    private final Duration lease;
    private final Optional<String> zone;
    private final Consumer<NodeChanged> listener;
    private final Consumer<Topology> onTopology;
    private final Map<String, NodeWatch> watches = new ConcurrentHashMap<>();
    private final ExecutorService watchers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("pgweir-monitor-", 0).factory());
    private final CountDownLatch firstRound;
    private final Object lock = new Object();
    private final ClusterIdentity identity = new ClusterIdentity();
    private final LogSamples samples = new LogSamples();
    private volatile Topology topology;

    ClusterMonitor(
            List<NodeDefinition> nodes,
            Function<NodeDefinition, NodeProbe> probes,
            Duration interval,
            Duration lease,
            Optional<String> zone,
            Consumer<NodeChanged> listener,
            Consumer<Topology> onTopology) {
        this.probes = probes;
        this.interval = interval;
        this.lease = lease;
        this.zone = zone;
        this.listener = listener;
        this.onTopology = onTopology;
        this.firstRound = new CountDownLatch(nodes.size());
        this.topology = new Topology(nodes.stream().map(ClusterMonitor::unknown).toList());
    }

    private static Node unknown(NodeDefinition node) {
        return new Node(node, new NodeState.Unknown());
    }

    /** Starts to probe, and waits until each node was probed once, or for as long as the caller's patience lasts. */
    void start(Duration patience) throws InterruptedException {
        reconcile(topology.nodes().stream().map(Node::definition).toList());
        firstRound.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public Duration lease() {
        return lease;
    }

    @Override
    public Optional<String> zone() {
        return zone;
    }

    @Override
    public Topology topology() {
        return topology;
    }

    @Override
    public void reconcile(List<NodeDefinition> nodes) {
        synchronized (lock) {
            identity.follow(nodes.stream().map(NodeDefinition::name).toList());
            var before = topology;
            replace(topology.withNodes(
                    nodes.stream().map(node -> known(node, before)).toList()));
            endWatches(node -> nodes.stream().noneMatch(node::reachesSame));
            nodes.forEach(node -> watches.computeIfAbsent(node.name(), _ -> watched(node)));
        }
    }

    private static Node known(NodeDefinition node, Topology before) {
        return before.node(node.name())
                .filter(known -> known.definition().reachesSame(node))
                .map(known -> new Node(node, known.state(), known.freshAsOf()))
                .orElseGet(() -> unknown(node));
    }

    private void endWatches(Predicate<NodeDefinition> condition) {
        watches.values().removeIf(watch -> {
            var ends = condition.test(watch.node());
            if (ends) {
                watch.end();
            }
            return ends;
        });
    }

    private NodeWatch watched(NodeDefinition node) {
        var watch = new NodeWatch(node);
        watchers.execute(() -> watch(watch));
        return watch;
    }

    @Override
    public void suspect(String node, String reason) {
        synchronized (lock) {
            watchOf(node).ifPresent(watch -> {
                change(node, new NodeState.Down(reason), OptionalLong.empty());
                watch.doubt();
            });
        }
    }

    @Override
    public NodeState look(String node, Duration patience) throws InterruptedException {
        var watch = watchOf(node);
        if (watch.isPresent()) {
            await(watch.get().lookAgain(), patience);
        }
        return topology.node(node).map(Node::state).orElseGet(NodeState.Unknown::new);
    }

    @Override
    public void connected(String node) {
        synchronized (lock) {
            topology.node(node)
                    .flatMap(Node::up)
                    .filter(up -> up.role() == Role.REPLICA)
                    .ifPresent(up -> {
                        change(node, up.at(Lsn.INVALID), OptionalLong.empty());
                        watchOf(node).ifPresent(NodeWatch::doubt);
                    });
        }
    }

    @Override
    public void seen(int timeline) {
        if (timeline > topology.newestTimeline()) {
            synchronized (lock) {
                replace(topology.withTimeline(timeline));
                watches.values().forEach(NodeWatch::wake);
            }
        }
    }

    @Override
    public void named(Set<String> leaders) {
        synchronized (lock) {
            replace(topology.withLeaders(leaders));
        }
    }

    @Override
    public boolean awaitReplay(String node, Lsn lsn, Duration patience) throws InterruptedException {
        BooleanSupplier reached =
                () -> topology.node(node).filter(now -> now.hasReached(lsn)).isPresent();
        if (reached.getAsBoolean()) {
            return true;
        }
        var watch = watchOf(node);
        if (watch.isEmpty()) {
            return false;
        }
        try (var _ = watch.get().hurry()) {
            return await(reached, patience);
        }
    }

    @Override
    public boolean awaitChange(Topology since, Duration patience) throws InterruptedException {
        return await(() -> topology.differsFrom(since), patience);
    }

    private boolean await(BooleanSupplier condition, Duration patience) throws InterruptedException {
        var deadline = Deadline.in(patience);
        synchronized (lock) {
            while (!condition.getAsBoolean()) {
                if (deadline.hasPassed()) {
                    return false;
                }
                TimeUnit.NANOSECONDS.timedWait(lock, deadline.remaining().toNanos());
            }
            return true;
        }
    }

    @Override
    public void close() {
        watchers.shutdownNow();
        watchers.close();
    }

    private void watch(NodeWatch watch) {
        try (var probe = probes.apply(watch.node())) {
            look(watch, probe);
            firstRound.countDown();
            for (var whole = watch.pause(interval); !watch.hasEnded(); whole = watch.pause(interval)) {
                if (whole) {
                    look(watch, probe);
                } else {
                    glance(watch, probe);
                }
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(NodeWatch watch, NodeProbe probe) throws InterruptedException {
        var doubts = watch.doubts();
        var begun = System.nanoTime();
        var seen = probe.ask();
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        synchronized (lock) {
            // An answer that was under way when the node was seen to fail is older than that failure.
            if (watch.doubts() == doubts && !watch.hasEnded()) {
                var state = identity.verify(watch.name(), seen);
                watch.looked();
                change(watch.name(), state, samples.freshAsOf(state, topology.newestTimeline(), begun));
            }
        }
    }

    /** Asks only how far it has come, for those who wait for it. */
    private void glance(NodeWatch watch, NodeProbe probe) throws InterruptedException {
        var doubts = watch.doubts();
        var replayed = probe.replayed();
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (replayed.isEmpty()) {
            look(watch, probe);
            return;
        }
        synchronized (lock) {
            if (watch.doubts() == doubts && !watch.hasEnded()) {
                topology.node(watch.name())
                        .flatMap(Node::up)
                        .map(up -> up.at(replayed.get()))
                        .ifPresent(up -> change(watch.name(), up, samples.freshAsOf(up.position())));
            }
        }
    }

    private void change(String name, NodeState seen, OptionalLong freshAsOf) {
        replace(topology.withNodes(topology.nodes().stream()
                .map(node -> node.name().equals(name) ? changed(node, seen, freshAsOf) : node)
                .toList()));
    }

    private void replace(Topology newer) {
        topology = newer;
        onTopology.accept(newer);
        lock.notifyAll();
    }

    private Node changed(Node node, NodeState seen, OptionalLong freshAsOf) {
        if (NodeChanged.between(node.state(), seen)) {
            listener.accept(new NodeChanged(node.name(), node.state(), seen));
        }
        var stillDown = node.state() instanceof NodeState.Down was && seen instanceof NodeState.Down now
                ? was.because(now.reason())
                : seen;
        return new Node(node.definition(), stillDown, freshAsOf);
    }

    /** Empty for a node that is gone: who still holds it may report on it. */
    private Optional<NodeWatch> watchOf(String node) {
        return Optional.ofNullable(watches.get(node));
    }
}
