package dev.pgweir.admin;

import dev.pgweir.routing.RouteReport;
import dev.pgweir.routing.RouteReport.Explanation;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Says where a request would go. */
@RestController
@Tag(name = "admin")
final class RouteController {

    private final RouteReport routes;

    RouteController(RouteReport routes) {
        this.routes = routes;
    }

    /**
     * Where a request would go.
     *
     * @param node the node's name; absent where none would do
     * @param reason why that
     * @param refusal why none
     * @param candidates what speaks against each node
     */
    record RouteExplanation(
            Optional<String> node,
            Optional<String> reason,
            Optional<String> refusal,
            List<RouteReport.Candidate> candidates) {

        private static RouteExplanation of(Explanation explanation) {
            return new RouteExplanation(
                    explanation.route().map(route -> route.node().name()),
                    explanation.route().map(route -> route.reason().word()),
                    explanation.refusal(),
                    explanation.candidates());
        }
    }

    @Operation(
            operationId = "explainRoute",
            summary = "Explain where a request would go",
            description =
                    "Bring the Consistency-Token and the preferences (consistency, max-staleness) of the request in "
                            + "question as headers of this one. Nothing is run, and nothing waits.")
    @GetMapping(path = "/admin/route", produces = MediaType.APPLICATION_JSON_VALUE)
    RouteExplanation explain(
            @Parameter(description = "Whether the request would write") @RequestParam(defaultValue = "false")
                    boolean write) {
        return RouteExplanation.of(routes.explain(!write));
    }
}
