package dev.pgweir.admin;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.pgweir.cluster.Node;
import dev.pgweir.cluster.Topology;
import dev.pgweir.routing.NodeTraffic;
import dev.pgweir.routing.RouteReport;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The cluster as an operator sees it.
 *
 * @param zone where this gateway stands; absent where that does not matter
 * @param primary the name of the node that takes writes; absent while there is none
 * @param nodes in the operator's order
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record ClusterReport(
        @Schema(description = "Where this gateway stands; absent where that is not configured", example = "eu-west-1a")
        Optional<String> zone,

        @Schema(description = "The node that takes writes; absent while there is none", example = "primary")
        Optional<String> primary,

        List<NodeReport> nodes) {

    /** @param reads why reads that ask for nothing special would not go to a node */
    static ClusterReport of(
            Optional<String> zone, Topology topology, List<NodeTraffic> traffic, RouteReport.Explanation reads) {
        var trafficOf = traffic.stream().collect(toMap(NodeTraffic::node, Function.identity()));
        return new ClusterReport(
                zone,
                topology.primary().map(Node::name),
                topology.nodes().stream()
                        .map(node -> NodeReport.of(
                                node, topology, Optional.ofNullable(trafficOf.get(node.name())), against(node, reads)))
                        .toList());
    }

    private static List<String> against(Node node, RouteReport.Explanation reads) {
        return reads.candidates().stream()
                .filter(candidate -> candidate.node().equals(node.name()))
                .flatMap(candidate -> candidate.against().stream())
                .toList();
    }
}
