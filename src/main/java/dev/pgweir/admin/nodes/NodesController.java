package dev.pgweir.admin.nodes;

import dev.pgweir.admin.guard.Change;
import dev.pgweir.cluster.membership.Membership;
import dev.pgweir.cluster.membership.MembershipRefused;
import dev.pgweir.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Adds, changes and removes nodes. What it does lasts until the gateway ends: the next start reads the configuration. */
@RestController
@RequestMapping("/admin/cluster/nodes")
@Tag(name = "admin")
final class NodesController {

    private static final Logger log = LoggerFactory.getLogger(NodesController.class);

    private final Membership membership;

    NodesController(Membership membership) {
        this.membership = membership;
    }

    @Operation(
            operationId = "addNode",
            summary = "Add a node",
            description =
                    "It is probed at once, and used once it answers as a member of the cluster. Not where the nodes "
                            + "are looked up. Accepted from the gateway's own machine only.")
    @PostMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void add(@RequestBody NewNode node, HttpServletRequest request) {
        var added = membership.add(
                request.getRemoteAddr(),
                node.name().orElse(""),
                node.url().orElse(""),
                node.weight().orElse(1),
                node.credentials(),
                node.zone().orElse(""));
        Change.after(request, added);
    }

    @Operation(
            operationId = "changeNode",
            summary = "Change what a node is used for",
            description =
                    "Takes effect with the next transaction; those that run on the node may end. Accepted from the "
                            + "gateway's own machine only.")
    @PatchMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void change(@PathVariable String name, @RequestBody NodeChange change, HttpServletRequest request) {
        var adjusted = membership.adjust(request.getRemoteAddr(), name, change.toAdjustment());
        Change.before(request, adjusted.before());
        Change.after(request, adjusted.after());
    }

    @Operation(
            operationId = "removeNode",
            summary = "Remove a node",
            description =
                    "What runs on it may end. The primary is removed with force only. Not where the nodes are looked "
                            + "up. Accepted from the gateway's own machine only.")
    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(
            @PathVariable String name,
            @RequestParam(defaultValue = "false") boolean force,
            HttpServletRequest request) {
        Change.before(request, membership.remove(request.getRemoteAddr(), name, force));
    }

    @ExceptionHandler({HttpMessageNotReadableException.class, MethodArgumentTypeMismatchException.class})
    ErrorResponse unreadable(Exception failure) {
        log.debug("a request to change the nodes could not be read", failure);
        return malformed(
                "the body is not a JSON object of the form that is wanted, or force is neither true nor false");
    }

    @ExceptionHandler
    ErrorResponse refused(MembershipRefused refusal) {
        var message = String.valueOf(refusal.getMessage());
        return switch (refusal.reason()) {
            case MALFORMED -> malformed(message);
            case UNKNOWN ->
                problem(HttpStatus.NOT_FOUND, "no-such-node", message, "GET /admin/cluster lists the nodes.");
            case TAKEN ->
                problem(HttpStatus.CONFLICT, "node-exists", message, "Change the node by PATCH, or remove it before.");
            case LAST_PRIMARY ->
                problem(
                        HttpStatus.CONFLICT,
                        "last-primary",
                        message,
                        "Promote another node before, or add ?force=true.");
            case DISCOVERED ->
                problem(HttpStatus.CONFLICT, "nodes-discovered", message, "Send a PATCH with {\"duty\": \"banned\"}.");
        };
    }

    private static ErrorResponse problem(HttpStatus status, String word, String message, String hint) {
        return Problem.of(status, word, message).hint(hint).toException();
    }

    private static ErrorResponse malformed(String message) {
        return problem(
                HttpStatus.BAD_REQUEST,
                "malformed-node",
                message,
                "The OpenAPI document at /v3/api-docs shows the form.");
    }
}
