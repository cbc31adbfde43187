package dev.pgweir.admin;

import dev.pgweir.cluster.Node;
import dev.pgweir.cluster.NodeState;
import dev.pgweir.cluster.Role;
import dev.pgweir.cluster.Topology;
import java.util.Optional;

/** Why a node that answers is given no requests, in words for an operator. */
final class WhyNotUsed {

    private WhyNotUsed() {}

    static Optional<String> of(Node node, Topology topology) {
        return node.up().flatMap(up -> byOperator(node).or(() -> byFacts(node, up, topology)));
    }

    private static Optional<String> byOperator(Node node) {
        return switch (node.definition().allowedUse()) {
            case SERVING -> Optional.empty();
            case DRAINED -> Optional.of("an operator has drained it: it is given no reads");
            case BANNED -> Optional.of("an operator has banned it: it is given neither reads nor writes");
        };
    }

    private static Optional<String> byFacts(Node node, NodeState.Up up, Topology topology) {
        if (!topology.isOnNewestTimeline(node)) {
            return Optional.of("it is on timeline %d, which a promotion has ended: the cluster is on timeline %d"
                    .formatted(up.timeline(), topology.newestTimeline()));
        }
        if (up.role() == Role.REPLICA || topology.primary().isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                topology.isUncontested(node)
                        ? "another node, too, says that it is the primary of timeline " + up.timeline()
                        : "it says that it is the primary, but the leader that Patroni names is "
                                + String.join(", ", topology.leaders()));
    }
}
