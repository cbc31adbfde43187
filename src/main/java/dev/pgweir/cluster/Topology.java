package dev.pgweir.cluster;

import static java.util.Comparator.comparingInt;

import java.util.List;
import java.util.Optional;

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
     * The node that accepts writes: of those that claim to be primary the one on the highest timeline, because a
     * promotion starts a new one. Empty where there is none, or where two claim the same timeline.
     */
    public Optional<Node> primary() {
        var newestFirst = nodes.stream()
                .filter(node -> node.is(Role.PRIMARY))
                .sorted(comparingInt(Topology::timeline).reversed())
                .toList();
        if (newestFirst.size() > 1 && timeline(newestFirst.get(0)) == timeline(newestFirst.get(1))) {
            return Optional.empty();
        }
        return newestFirst.stream().findFirst();
    }

    /** The node of that name. */
    public Optional<Node> node(String name) {
        return nodes.stream().filter(node -> node.name().equals(name)).findFirst();
    }

    /** The replicas that answered their last probe. */
    public List<Node> replicas() {
        return nodes.stream().filter(node -> node.is(Role.REPLICA)).toList();
    }

    /**
     * How many bytes of the primary's log a node has yet to replay, as of their last probes; empty where either is
     * unknown. A replica that was asked later than the primary may seem ahead of it, and counts as 0 behind.
     */
    public Optional<Long> lagBytes(Node node) {
        return primary()
                .flatMap(Node::up)
                .flatMap(primary ->
                        node.up().map(up -> Math.max(0, primary.lsn().minus(up.lsn()))));
    }

    private static int timeline(Node node) {
        return node.up().orElseThrow().timeline();
    }
}
