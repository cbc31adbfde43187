package dev.pgweir.routing.transaction;

import dev.pgweir.cluster.Node;
import dev.pgweir.cluster.Topology;
import dev.pgweir.routing.NoNodeAvailable;
import dev.pgweir.routing.Route;
import dev.pgweir.routing.Route.Reason;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntUnaryOperator;

/**
 * Chooses the node of a transaction: a weighted random replica for a read, the primary for a write. Pure, so safe for
 * many threads: the answer follows from the topology, the demand and the draw alone.
 */
final class Router {

    private final int primaryReadWeight;
    private final IntUnaryOperator draw;

    /**
     * @param primaryReadWeight the primary's share of reads while a replica lives
     * @param draw answers a random number from 0 up to, but not including, its argument
     */
    Router(int primaryReadWeight, IntUnaryOperator draw) {
        this.primaryReadWeight = primaryReadWeight;
        this.draw = draw;
    }

    Route route(Topology topology, Demand demand) {
        return demand.readOnly() ? read(topology, demand.avoided()) : write(topology);
    }

    private static Route write(Topology topology) {
        return topology.primary()
                .map(primary -> new Route(primary, Reason.WRITE))
                .orElseThrow(() -> new NoNodeAvailable(false, "there is no primary to write to"));
    }

    private Route read(Topology topology, Set<String> avoided) {
        var primary = topology.primary().filter(node -> !avoided.contains(node.name()));
        var replicas = topology.replicas().stream()
                .filter(node -> !avoided.contains(node.name()))
                .toList();
        var weighted =
                replicas.stream().filter(node -> node.definition().weight() > 0).toList();
        return weighted.isEmpty() ? lastResort(primary, replicas) : byWeight(primary, weighted);
    }

    private Route byWeight(Optional<Node> primary, List<Node> replicas) {
        var total = primary.isPresent() ? primaryReadWeight : 0;
        for (var replica : replicas) {
            total += replica.definition().weight();
        }
        var drawn = draw.applyAsInt(total);
        for (var replica : replicas) {
            drawn -= replica.definition().weight();
            if (drawn < 0) {
                return new Route(replica, Reason.REPLICA);
            }
        }
        return new Route(primary.orElseThrow(), Reason.PRIMARY_BY_WEIGHT);
    }

    /** A replica of weight 0 reads only where even the primary cannot. */
    private static Route lastResort(Optional<Node> primary, List<Node> replicas) {
        return primary.map(node -> new Route(node, Reason.NO_REPLICA))
                .or(() -> replicas.stream().findFirst().map(node -> new Route(node, Reason.REPLICA)))
                .orElseThrow(() -> new NoNodeAvailable(true, "no node can be read from"));
    }
}
