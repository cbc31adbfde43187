package dev.pgweir.cluster.monitor;

import dev.pgweir.cluster.NodeState;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps servers of other clusters out. The cluster's system identifier is the one that most nodes reported last, nodes
 * that are down since included; the earlier node in the operator's order breaks a tie. Not thread-safe.
 */
final class ClusterIdentity {

    private List<String> nodes = List.of();
    private final Map<String, Long> reported = new HashMap<>();

    /** Takes these for the nodes from now on; what others reported is forgotten. */
    void follow(List<String> names) {
        nodes = List.copyOf(names);
        reported.keySet().retainAll(names);
    }

    /** The state as seen, or down where the node belongs to another cluster. */
    NodeState verify(String node, NodeState seen) {
        if (!(seen instanceof NodeState.Up up)) {
            return seen;
        }
        reported.put(node, up.systemIdentifier());
        var expected = systemIdentifier();
        if (up.systemIdentifier() == expected) {
            return up;
        }
        var reason = "belongs to another cluster: its system identifier is %d, the cluster's is %d"
                .formatted(up.systemIdentifier(), expected);
        return new NodeState.Down(reason);
    }

    private long systemIdentifier() {
        var votes = new LinkedHashMap<Long, Integer>();
        nodes.stream().filter(reported::containsKey).forEach(node -> votes.merge(reported.get(node), 1, Integer::sum));
        return Collections.max(votes.entrySet(), Map.Entry.comparingByValue()).getKey();
    }
}
