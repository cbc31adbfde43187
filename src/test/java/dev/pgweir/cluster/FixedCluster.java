package dev.pgweir.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A cluster that never changes, for tests that need no server; it notes what is reported to it. */
public final class FixedCluster implements Cluster {

    private final Topology topology;
    private final List<String> suspected = new ArrayList<>();
    private final List<String> awaited = new ArrayList<>();
    private List<NodeDefinition> reconciled = List.of();

    public FixedCluster(Node... nodes) {
        this.topology = new Topology(List.of(nodes));
    }

    /** The names of the nodes that somebody suspected. */
    public List<String> suspected() {
        return suspected;
    }

    /** The names of the nodes that somebody waited for. */
    public List<String> awaited() {
        return awaited;
    }

    @Override
    public Duration lease() {
        return Duration.ofDays(1);
    }

    @Override
    public Optional<String> zone() {
        return Optional.empty();
    }

    /** What it was last told that its nodes are. */
    public List<NodeDefinition> reconciled() {
        return reconciled;
    }

    @Override
    public Topology topology() {
        return topology;
    }

    @Override
    public void suspect(String node, String reason) {
        suspected.add(node);
    }

    @Override
    public NodeState look(String node, Duration patience) {
        return topology.node(node).orElseThrow().state();
    }

    @Override
    public void connected(String node) {}

    @Override
    public void seen(int timeline) {}

    @Override
    public void named(Set<String> leaders) {}

    @Override
    public void reconcile(List<NodeDefinition> nodes) {
        reconciled = nodes;
    }

    @Override
    public boolean awaitReplay(String node, Lsn lsn, Duration patience) {
        awaited.add(node);
        return topology.node(node).filter(now -> now.hasReached(lsn)).isPresent();
    }

    @Override
    public boolean awaitChange(Topology since, Duration patience) throws InterruptedException {
        // The patience is the tests' own; nothing else could end the wait.
        return new CountDownLatch(1).await(patience.toNanos(), TimeUnit.NANOSECONDS);
    }
}
