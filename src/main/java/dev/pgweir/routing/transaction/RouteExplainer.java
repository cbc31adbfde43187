package dev.pgweir.routing.transaction;

import dev.pgweir.cluster.Cluster;
import dev.pgweir.cluster.Topology;
import dev.pgweir.routing.NoNodeAvailable;
import dev.pgweir.routing.RouteReport;
import dev.pgweir.routing.session.Session.WriteLost;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Asks the router without running anything.
 *
 * @param cluster whose nodes are chosen among
 * @param router decides
 */
record RouteExplainer(Cluster cluster, Router router) implements RouteReport {

    @Override
    public Explanation explain(boolean readOnly) {
        var topology = cluster.topology();
        try {
            var demand = new RouteDemand(
                    readOnly,
                    Set.of(),
                    new Requirements(cluster, new FailoverWait(cluster, Duration.ZERO)).ofSession());
            var candidates = candidates(topology, demand);
            try {
                return new Explanation(Optional.of(router.route(topology, demand)), Optional.empty(), candidates);
            } catch (NoNodeAvailable none) {
                return new Explanation(Optional.empty(), Optional.ofNullable(none.getMessage()), candidates);
            }
        } catch (WriteLost lost) {
            return new Explanation(Optional.empty(), Optional.ofNullable(lost.getMessage()), List.of());
        }
    }

    private List<Candidate> candidates(Topology topology, RouteDemand demand) {
        return topology.nodes().stream()
                .map(node -> new Candidate(node.name(), router.against(topology, node, demand)))
                .toList();
    }
}
