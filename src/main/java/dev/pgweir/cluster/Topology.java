package dev.pgweir.cluster;

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

    /** The node that accepts writes; empty where there is none, or where two claim to be it. */
    public Optional<Node> primary() {
        var primaries = nodes.stream().filter(node -> node.is(Role.PRIMARY)).toList();
        return primaries.size() == 1 ? Optional.of(primaries.getFirst()) : Optional.empty();
    }

    /** The replicas that answered their last probe. */
    public List<Node> replicas() {
        return nodes.stream().filter(node -> node.is(Role.REPLICA)).toList();
    }
}
