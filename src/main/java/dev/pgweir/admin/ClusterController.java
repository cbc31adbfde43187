package dev.pgweir.admin;

import dev.pgweir.cluster.Cluster;
import dev.pgweir.routing.RouteReport;
import dev.pgweir.routing.TrafficReport;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows the cluster as the gateway sees it now. */
@RestController
@Tag(name = "admin")
final class ClusterController {

    private final Cluster cluster;
    private final TrafficReport traffic;
    private final RouteReport routes;

    ClusterController(Cluster cluster, TrafficReport traffic, RouteReport routes) {
        this.cluster = cluster;
        this.traffic = traffic;
        this.routes = routes;
    }

    @Operation(
            operationId = "showCluster",
            summary = "Show the nodes",
            description =
                    "Each node's role, state, timeline, log position and lag as of its last probe, the use of its "
                            + "connection pool, and the transactions it has served since the gateway started.")
    @GetMapping(path = "/admin/cluster", produces = MediaType.APPLICATION_JSON_VALUE)
    ClusterReport cluster() {
        return ClusterReport.of(cluster.zone(), cluster.topology(), traffic.traffic(), routes.explain(true));
    }
}
