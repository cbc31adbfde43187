package dev.pgweir.cluster;

import dev.pgweir.cluster.NodeDefinition.AllowedUse;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** All nodes at one moment: an immutable snapshot, replaced whole by the monitor. */
public final class Topology {

    private final List<Node> nodes;
    private final int newestTimeline;
    private final Set<String> leaders;
    private final Optional<Node> primary;
    private final List<Node> replicas;
    private final Optional<Long> systemIdentifier;

    /**
     * @param nodes in the operator's order
     * @param seenTimeline the highest timeline that any node has reported so far
     * @param leaders the nodes that managers of the cluster name as its leader; several where these disagree, none where
     *     there are no managers, or none answers
     */
    public Topology(List<Node> nodes, int seenTimeline, Set<String> leaders) {
        this.nodes = List.copyOf(nodes);
        this.leaders = Set.copyOf(leaders);
        this.newestTimeline = nodes.stream()
                .flatMap(node -> node.up().stream())
                .mapToInt(NodeState.Up::timeline)
                .reduce(seenTimeline, Math::max);
        var claimants = usable(Role.PRIMARY, Set.of(AllowedUse.SERVING, AllowedUse.DRAINED));
        this.primary = claimants.size() == 1
                ? Optional.of(claimants.getFirst()).filter(this::isUncontested)
                : Optional.empty();
        this.replicas = usable(Role.REPLICA, Set.of(AllowedUse.SERVING));
        this.systemIdentifier = Stream.concat(primary.stream(), replicas.stream())
                .flatMap(node -> node.up().stream())
                .map(NodeState.Up::systemIdentifier)
                .findFirst();
    }

    /** A snapshot before which no leader was named. */
    public Topology(List<Node> nodes, int seenTimeline) {
        this(nodes, seenTimeline, Set.of());
    }

    /** A snapshot of nodes before which nothing was seen. */
    public Topology(List<Node> nodes) {
        this(nodes, 0);
    }

    private List<Node> usable(Role role, Set<AllowedUse> uses) {
        return nodes.stream()
                .filter(node -> node.is(role))
                .filter(node -> uses.contains(node.definition().allowedUse()))
                .filter(this::isOnNewestTimeline)
                .toList();
    }

    /** The same with other nodes, or with what is now known of them. */
    public Topology withNodes(List<Node> others) {
        return new Topology(others, newestTimeline, leaders);
    }

    /** The same once a node has reported this timeline. */
    public Topology withTimeline(int seen) {
        return new Topology(nodes, Math.max(seen, newestTimeline), leaders);
    }

    /** The same with other named leaders. */
    public Topology withLeaders(Set<String> named) {
        return new Topology(nodes, newestTimeline, named);
    }

    /** All nodes, in the operator's order. */
    public List<Node> nodes() {
        return nodes;
    }

    /**
     * The node that accepts writes: the one that claims to be primary on the newest timeline. Empty where none does, or
     * more than one, or where another is named as leader. A banned node claims nothing.
     */
    public Optional<Node> primary() {
        return primary;
    }

    /** The node of that name. */
    public Optional<Node> node(String name) {
        return nodes.stream().filter(node -> node.name().equals(name)).findFirst();
    }

    /** The primary, where it may be read. */
    public Optional<Node> readablePrimary() {
        return primary.filter(node -> node.definition().allowedUse() == AllowedUse.SERVING);
    }

    /** The replicas that may be read: those on the newest timeline, unless drained or banned. */
    public List<Node> replicas() {
        return replicas;
    }

    /** Every node that may be read, the primary first; the weights of a read's choice say how often. */
    public List<Node> readable() {
        return Stream.concat(readablePrimary().stream(), replicas.stream()).toList();
    }

    /**
     * Whether a node belongs to what the cluster has become. Each promotion starts a timeline with the next number: what
     * still is on an older one lacks what was committed since, and may hold what was lost.
     */
    public boolean isOnNewestTimeline(Node node) {
        return node.state() instanceof NodeState.Up up && up.timeline() == newestTimeline;
    }

    /** Whether no other node is named as the leader. */
    public boolean isUncontested(Node node) {
        return leaders.stream().allMatch(node.name()::equals);
    }

    /** The nodes that a manager of the cluster names as its leader. */
    public Set<String> leaders() {
        return leaders;
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
        return systemIdentifier;
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

    /**
     * Whether more than positions in the log differ: which nodes there are and what for, their states, roles and
     * timelines, or who is named as leader.
     */
    public boolean differsFrom(Topology other) {
        return newestTimeline != other.newestTimeline
                || !leaders.equals(other.leaders)
                || !definitions().equals(other.definitions())
                || IntStream.range(0, nodes.size())
                        .anyMatch(i -> NodeChanged.between(
                                other.nodes.get(i).state(), nodes.get(i).state()));
    }

    private List<NodeDefinition> definitions() {
        return nodes.stream().map(Node::definition).toList();
    }
}
