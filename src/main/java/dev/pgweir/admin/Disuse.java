package dev.pgweir.admin;

import dev.pgweir.cluster.Node;
import dev.pgweir.cluster.Role;
import dev.pgweir.cluster.Topology;
import java.util.Optional;

/** Why a node that answers is given no requests, in words for an operator. */
final class Disuse {

    private Disuse() {}

    static Optional<String> of(Node node, Topology topology) {
        return node.up().flatMap(up -> {
            if (!topology.isOnNewestTimeline(node)) {
                return Optional.of("it is on timeline %d, which a promotion has ended: the cluster is on timeline %d"
                        .formatted(up.timeline(), topology.newestTimeline()));
            }
            return up.role() == Role.PRIMARY && topology.primary().isEmpty()
                    ? Optional.of("another node, too, says that it is the primary of timeline " + up.timeline())
                    : Optional.empty();
        });
    }
}
