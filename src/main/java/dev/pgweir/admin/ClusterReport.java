package dev.pgweir.admin;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.pgweir.cluster.Node;
import dev.pgweir.cluster.Topology;
import dev.pgweir.routing.NodeTraffic;
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

    static ClusterReport of(Optional<String> zone, Topology topology, List<NodeTraffic> traffic) {
        var trafficOf = traffic.stream().collect(toMap(NodeTraffic::node, Function.identity()));
        return new ClusterReport(
                zone,
                topology.primary().map(Node::name),
                topology.nodes().stream()
                        .map(node -> NodeReport.of(node, topology, Optional.ofNullable(trafficOf.get(node.name()))))
                        .toList());
    }
}
