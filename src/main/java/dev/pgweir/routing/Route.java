package dev.pgweir.routing;

import dev.pgweir.cluster.Node;
import dev.pgweir.cluster.NodeState;
import java.util.Locale;

/**
 * The decision for one transaction.
 *
 * @param node the node that serves it
 * @param reason why it was chosen
 */
public record Route(Node node, Reason reason) {

    /** Why a node was chosen. */
    public enum Reason {
        /** The transaction may write. */
        WRITE,
        /** A replica, by weight. */
        REPLICA,
        /** A read on the primary, by the primary's own weight. */
        PRIMARY_BY_WEIGHT,
        /** A read on the primary, because no replica can serve it. */
        NO_REPLICA
    }

    /** The node and its role as a structured header field (RFC 9651), {@code replica-1; role=replica}. */
    public String servedBy() {
        return node.state() instanceof NodeState.Up up
                ? node.name() + "; role=" + up.role().name().toLowerCase(Locale.ROOT)
                : node.name();
    }
}
