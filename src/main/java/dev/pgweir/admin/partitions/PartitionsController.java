package dev.pgweir.admin.partitions;

import dev.pgweir.admin.guard.Change;
import dev.pgweir.admin.permission.AdminProperties;
import dev.pgweir.cluster.control.NodeControl;
import dev.pgweir.cluster.membership.ClusterAction;
import dev.pgweir.lifecycle.LifeCycle;
import dev.pgweir.lifecycle.change.ChangeReport;
import dev.pgweir.lifecycle.run.LifeCycleRefused;
import dev.pgweir.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Makes, seals and retires partitions, where the configuration allows it. */
@RestController
@RequestMapping("/admin/partitions/{resource}")
@Tag(name = "admin")
final class PartitionsController {

    private static final String DRY_RUN = "false";

    private final LifeCycle lifeCycle;
    private final NodeControl control;
    private final AdminProperties properties;
    private final ApplicationEventPublisher events;

    /** A call that changes partitions. */
    @FunctionalInterface
    private interface Call {
        List<ChangeReport> run() throws InterruptedException;
    }

    PartitionsController(
            LifeCycle lifeCycle, NodeControl control, AdminProperties properties, ApplicationEventPublisher events) {
        this.lifeCycle = lifeCycle;
        this.control = control;
        this.properties = properties;
        this.events = events;
    }

    @Operation(
            operationId = "makePartitions",
            summary = "Make partitions",
            description =
                    "Behind the last one, or where the body says, which also fills gaps. With dryRun it answers the SQL "
                            + "that it would run. Accepted from the gateway's own machine only.")
    @PostMapping("/make")
    PartitionChanges make(
            @PathVariable String resource,
            @RequestBody Optional<MakeRequest> body,
            @RequestParam(defaultValue = DRY_RUN) boolean dryRun,
            HttpServletRequest by)
            throws InterruptedException {
        var request = body.orElseGet(() -> new MakeRequest(Optional.empty(), Optional.empty(), Optional.empty()));
        return changed(by, resource, () -> lifeCycle.make(resource, request.toOrder(), dryRun));
    }

    @Operation(
            operationId = "sealPartition",
            summary = "Close a partition to writes",
            description =
                    "Waits for those who write; from then on the database refuses writes. With dryRun it answers the SQL that "
                            + "it would run. Accepted from the gateway's own machine only.")
    @PostMapping("/seal")
    PartitionChanges seal(
            @PathVariable String resource,
            @RequestBody PartitionRequest body,
            @RequestParam(defaultValue = DRY_RUN) boolean dryRun,
            HttpServletRequest by)
            throws InterruptedException {
        return changed(by, resource, () -> lifeCycle.seal(resource, body.name(), dryRun));
    }

    @Operation(
            operationId = "unsealPartition",
            summary = "Open a sealed partition to writes",
            description =
                    "Takes as long as pgweir.partitions.seal-lease: once it answers, no gateway takes the partition for sealed. "
                            + "With dryRun it answers the SQL that it would run. Accepted from the gateway's own machine only.")
    @PostMapping("/unseal")
    PartitionChanges unseal(
            @PathVariable String resource,
            @RequestBody PartitionRequest body,
            @RequestParam(defaultValue = DRY_RUN) boolean dryRun,
            HttpServletRequest by)
            throws InterruptedException {
        return changed(by, resource, () -> lifeCycle.unseal(resource, body.name(), dryRun));
    }

    @Operation(
            operationId = "detachPartition",
            summary = "Take a partition out of its table",
            description =
                    "Keeps nobody waiting; a sealed one is unsealed before. It stays as a table of its own, unless `then` is "
                            + "`drop`. With dryRun it answers the SQL that it would run. Accepted from the gateway's own machine only.")
    @PostMapping("/detach")
    PartitionChanges detach(
            @PathVariable String resource,
            @RequestBody PartitionRequest body,
            @RequestParam(defaultValue = DRY_RUN) boolean dryRun,
            HttpServletRequest by)
            throws InterruptedException {
        return changed(by, resource, () -> lifeCycle.detach(resource, body.name(), body.drops(), dryRun));
    }

    @Operation(
            operationId = "partitionHistory",
            summary = "What was done to the partitions of a table",
            description = "The last hundred entries, the newest first, of all gateways.")
    @GetMapping("/history")
    List<HistoryItem> history(@PathVariable String resource) {
        return lifeCycle.history(resource).stream().map(HistoryItem::of).toList();
    }

    private PartitionChanges changed(HttpServletRequest by, String resource, Call call) throws InterruptedException {
        if (!properties.allowsPartitions(control)) {
            throw Problem.of(
                            HttpStatus.FORBIDDEN,
                            "partitions-off",
                            "the gateway is not set up to change partitions at an operator's request")
                    .hint("Set pgweir.admin.partitions=on.")
                    .toException();
        }
        requireKnownParameters(by);
        var reports = call.run();
        Change.after(
                by,
                reports.stream()
                        .map(report -> "%s %s: %s".formatted(report.action(), report.partition(), report.outcome()))
                        .collect(Collectors.joining(", ")));
        reports.stream()
                .filter(report -> report.outcome().equals("done"))
                .forEach(report -> events.publishEvent(new ClusterAction(
                        by.getRemoteAddr(),
                        "partition %s of %s: %s".formatted(report.partition(), resource, report.action()))));
        return new PartitionChanges(reports);
    }

    /** What is written nearly like a dry run must not be run. */
    private static void requireKnownParameters(HttpServletRequest request) {
        request.getParameterMap().forEach((name, values) -> {
            if (!name.equals("dryRun")
                    || values.length != 1
                    || !List.of("true", "false").contains(values[0])) {
                throw PartitionProblems.malformed("dryRun=true and dryRun=false are all that may stand in the query");
            }
        });
    }

    @ExceptionHandler({HttpMessageNotReadableException.class, MethodArgumentTypeMismatchException.class})
    ErrorResponse unreadable() {
        return PartitionProblems.malformed(
                "the body is not a JSON object of the form that is wanted, or dryRun is neither true nor false");
    }

    @ExceptionHandler
    ErrorResponse refused(LifeCycleRefused refusal) {
        return PartitionProblems.of(refusal);
    }
}
