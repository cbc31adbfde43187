package dev.pgweir.admin.switchover;

import dev.pgweir.admin.guard.Change;
import dev.pgweir.admin.permission.AdminProperties;
import dev.pgweir.cluster.control.NodeControl;
import dev.pgweir.cluster.membership.ClusterAction;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Makes another node the primary, where the configuration allows it. */
@RestController
@Tag(name = "admin")
final class SwitchoverController {

    private static final Logger log = LoggerFactory.getLogger(SwitchoverController.class);

    private final Switchover switchover;
    private final NodeControl control;
    private final AdminProperties properties;
    private final ApplicationEventPublisher events;

    SwitchoverController(
            Switchover switchover, NodeControl control, AdminProperties properties, ApplicationEventPublisher events) {
        this.switchover = switchover;
        this.control = control;
        this.properties = properties;
        this.events = events;
    }

    @Operation(
            operationId = "switchover",
            summary = "Have the primary hand over to a replica",
            description =
                    "Holds writes, waits until those that run have ended and the replica has replayed everything, "
                            + "promotes it, and releases writes: none is lost, and none fails that can wait for so long. "
                            + "The embedded cluster's other nodes then follow the new primary; for others the answer says what to "
                            + "run. After an error the primary is the one that it was. "
                            + "Accepted from the gateway's own machine only.")
    @PostMapping(path = "/admin/cluster/switchover", produces = MediaType.APPLICATION_JSON_VALUE)
    SwitchoverReport switchover(@RequestBody SwitchoverRequest request, HttpServletRequest by)
            throws InterruptedException {
        requireAllowed();
        var report = switchover.handOver(request.to(), request.patience());
        events.publishEvent(new ClusterAction(by.getRemoteAddr(), "handed over to " + report.newPrimary()));
        return noted(by, report);
    }

    @Operation(
            operationId = "promote",
            summary = "Promote a replica in place of a dead primary",
            description =
                    "Refused while a primary answers, unless forced. What a dead primary has not replicated is lost. "
                            + "The embedded cluster stops a primary that still runs before, and has all other nodes follow the "
                            + "new one; for others the answer says what to run. "
                            + "Accepted from the gateway's own machine only.")
    @PostMapping(path = "/admin/cluster/promote", produces = MediaType.APPLICATION_JSON_VALUE)
    SwitchoverReport promote(@RequestBody PromotionRequest request, HttpServletRequest by) throws InterruptedException {
        requireAllowed();
        var report = switchover.promote(request.to(), request.force().orElse(false));
        events.publishEvent(new ClusterAction(by.getRemoteAddr(), "promoted " + report.newPrimary()));
        return noted(by, report);
    }

    private static SwitchoverReport noted(HttpServletRequest by, SwitchoverReport report) {
        report.oldPrimary().ifPresent(primary -> Change.before(by, primary + " is the primary"));
        Change.after(by, report.newPrimary() + " is the primary");
        return report;
    }

    @ExceptionHandler
    ErrorResponse unreadable(HttpMessageNotReadableException failure) {
        log.debug("a request for another primary could not be read", failure);
        return Refusal.invalid(
                "malformed-body",
                "the body is a JSON object, where needed with \"to\", the name of a replica; and \"force\", true or false, to promote, "
                        + "or \"deadline\", such as 10s, for a switchover");
    }

    private void requireAllowed() {
        if (!properties.allowsSwitchover(control)) {
            throw Refusal.forbidden(
                    "switchover-off",
                    "the gateway is not set up to make another node the primary",
                    "Set pgweir.admin.switchover=on, unless the nodes have an HA manager of their own.");
        }
    }
}
