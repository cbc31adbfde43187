package dev.pgweir.cluster;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All nodes at one moment: an immutable snapshot, replaced whole by the monitor.
 *
 * @param nodes in the operator's order
 */
public record Topology(List<Node> nodes) {

    public Topology {
        nodes = List.copyOf(nodes);
    }

    /**
     * The node that accepts writes: the one that claims to be primary on the newest timeline. Empty where none does, or
     * more than one.
     */
    public Optional<Node> primary() {
        var claimants = nodes.stream()
                .filter(node -> node.is(Role.PRIMARY))
                .filter(this::isOnNewestTimeline)
                .toList();
        return claimants.size() == 1 ? Optional.of(claimants.getFirst()) : Optional.empty();
    }

    /** The node of that name. */
    public Optional<Node> node(String name) {
        return nodes.stream().filter(node -> node.name().equals(name)).findFirst();
    }

    /** The replicas that may be read: those on the newest timeline. */
    public List<Node> replicas() {
        return nodes.stream()
                .filter(node -> node.is(Role.REPLICA))
                .filter(this::isOnNewestTimeline)
                .toList();
    }

    /** Every node that may be read, the primary first; the weights of a read's choice say how often. */
    public List<Node> readable() {
        return Stream.concat(primary().stream(), replicas().stream()).toList();
    }

    /**
     * Whether a node belongs to what the cluster has become. Each promotion starts a timeline with the next number: what
     * still is on an older one lacks what was committed since, and may hold what was lost.
     */
    public boolean isOnNewestTimeline(Node node) {
        return node.up().filter(up -> up.timeline() == newestTimeline()).isPresent();
    }

    /** The highest timeline that any node reports; 0 where none answers. */
    public int newestTimeline() {
        return nodes.stream()
                .flatMap(node -> node.up().stream())
                .mapToInt(NodeState.Up::timeline)
                .max()
                .orElse(0);
    }

    /**
     * How many bytes of the primary's log a node has yet to replay, as of their last probes; empty where either is
     * unknown, or the node's log is another one. A replica that was asked later than the primary may seem ahead of it,
     * and counts as 0 behind.
     */
    public Optional<Long> lagBytes(Node node) {
        return primary()
                .filter(_ -> isOnNewestTimeline(node))
                .flatMap(Node::up)
                .flatMap(primary ->
                        node.up().map(up -> Math.max(0, primary.lsn().minus(up.lsn()))));
    }
}
