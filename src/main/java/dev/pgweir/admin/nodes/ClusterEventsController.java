package dev.pgweir.admin.nodes;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells what has happened to the cluster. */
@RestController
@Tag(name = "admin")
final class ClusterEventsController {

    private final ClusterEvents events;

    ClusterEventsController(ClusterEvents events) {
        this.events = events;
    }

    @Operation(
            operationId = "showClusterEvents",
            summary = "Show what has happened to the cluster",
            description =
                    "Nodes that went up or down or changed role or timeline, and what operators and look-ups have "
                            + "changed: the newest 1000 since the gateway started, newest first.")
    @GetMapping(path = "/admin/cluster/events", produces = MediaType.APPLICATION_JSON_VALUE)
    List<ClusterEvent> events() {
        return events.newestFirst();
    }
}
