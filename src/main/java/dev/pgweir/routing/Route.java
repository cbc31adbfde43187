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
        /** A replica that is fresh enough, by weight and load. */
        REPLICA,
        /** A replica that the read has waited for. */
        CAUGHT_UP,
        /** A replica that lags more than it should, because nothing else is left. */
        LAGGING,
        /** A read on the primary, by the primary's own weight. */
        PRIMARY_BY_WEIGHT,
        /** A read on the primary, because there is no other node. */
        ONLY_NODE,
        /** A read on the primary, because no replica can be read. */
        NO_REPLICA,
        /** A read on the primary, because no replica is fresh enough. */
        NO_FRESH_REPLICA,
        /** A read on the primary, because the client wants all that was committed. */
        STRONG;

        /** Its name in answers and metrics, {@code no-fresh-replica}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The node and its role as a structured header field (RFC 9651), {@code replica-1; role=replica}. */
    public String servedBy() {
        return node.state() instanceof NodeState.Up up
                ? node.name() + "; role=" + up.role().name().toLowerCase(Locale.ROOT)
                : node.name();
    }
}
