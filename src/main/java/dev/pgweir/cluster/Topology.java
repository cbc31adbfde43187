package dev.pgweir.cluster;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All nodes at one moment: an immutable snapshot, replaced whole by the monitor. */
public final class Topology {

    private final List<Node> nodes;
    private final int newestTimeline;
    private final Optional<Node> primary;
    private final List<Node> replicas;

    /**
     * @param nodes in the operator's order
     * @param seenTimeline the highest timeline that anybody has reported so far
     */
    public Topology(List<Node> nodes, int seenTimeline) {
        this.nodes = List.copyOf(nodes);
        this.newestTimeline = nodes.stream()
                .flatMap(node -> node.up().stream())
                .mapToInt(NodeState.Up::timeline)
                .reduce(seenTimeline, Math::max);
        var claimants = onNewestTimeline(Role.PRIMARY);
        this.primary = claimants.size() == 1 ? Optional.of(claimants.getFirst()) : Optional.empty();
        this.replicas = onNewestTimeline(Role.REPLICA);
    }

    /** A snapshot of nodes before which nothing was seen. */
    public Topology(List<Node> nodes) {
        this(nodes, 0);
    }

    private List<Node> onNewestTimeline(Role role) {
        return nodes.stream()
                .filter(node -> node.is(role))
                .filter(this::isOnNewestTimeline)
                .toList();
    }

    /** All nodes, in the operator's order. */
    public List<Node> nodes() {
        return nodes;
    }

    /**
     * The node that accepts writes: the one that claims to be primary on the newest timeline. Empty where none does, or
     * more than one.
     */
    public Optional<Node> primary() {
        return primary;
    }

    /** The node of that name. */
    public Optional<Node> node(String name) {
        return nodes.stream().filter(node -> node.name().equals(name)).findFirst();
    }

    /** The replicas that may be read: those on the newest timeline. */
    public List<Node> replicas() {
        return replicas;
    }

    /** Every node that may be read, the primary first; the weights of a read's choice say how often. */
    public List<Node> readable() {
        return Stream.concat(primary.stream(), replicas.stream()).toList();
    }

    /**
     * Whether a node belongs to what the cluster has become. Each promotion starts a timeline with the next number: what
     * still is on an older one lacks what was committed since, and may hold what was lost.
     */
    public boolean isOnNewestTimeline(Node node) {
        return node.state() instanceof NodeState.Up up && up.timeline() == newestTimeline;
    }

    /** The highest timeline that any node has reported so far; 0 where none has. */
    public int newestTimeline() {
        return newestTimeline;
    }

    /** Where the primary's timeline came from; empty where that is not known. */
    public Optional<TimelineHistory> history() {
        return primary.flatMap(Node::up).flatMap(NodeState.Up::history);
    }

    /** The identity of the cluster; empty where no node answers. */
    public Optional<Long> systemIdentifier() {
        return readable().stream()
                .flatMap(node -> node.up().stream())
                .map(NodeState.Up::systemIdentifier)
                .findFirst();
    }

    /**
     * How many bytes of the primary's log a node has yet to replay, as of their last probes; empty where either is
     * unknown, or the node's log is another one. A replica that was asked later than the primary may seem ahead of it,
     * and counts as 0 behind.
     */
    public Optional<Long> lagBytes(Node node) {
        return primary.filter(_ -> isOnNewestTimeline(node))
                .flatMap(Node::up)
                .flatMap(writer -> node.up()
                        .filter(up -> !up.lsn().equals(Lsn.INVALID))
                        .map(up -> Math.max(0, writer.lsn().minus(up.lsn()))));
    }
}
