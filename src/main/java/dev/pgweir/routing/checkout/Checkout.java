package dev.pgweir.routing.checkout;

import dev.pgweir.cluster.Cluster;
import dev.pgweir.cluster.Topology;
import dev.pgweir.request.RequestContext;
import dev.pgweir.routing.load.NodeLoad;
import java.util.Optional;

/**
 * One use of a connection by a transaction, with how things stood before the connection was waited for.
 *
 * @param request the request that the connection is for; empty outside requests
 * @param topology the cluster
 * @param generation the run of the node's server, see {@link NodeLoad#generation}
 */
public record Checkout(Optional<RequestContext> request, Topology topology, int generation) {

    /** A checkout by the current thread, of a node with this load. */
    public static Checkout begin(Cluster cluster, NodeLoad node) {
        return new Checkout(RequestContext.current(), cluster.topology(), node.generation());
    }
}
