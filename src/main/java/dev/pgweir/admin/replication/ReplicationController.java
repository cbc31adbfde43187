package dev.pgweir.admin.replication;

import dev.pgweir.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Answers whether replication works. */
@RestController
@Tag(name = "admin")
final class ReplicationController {

    private static final Logger log = LoggerFactory.getLogger(ReplicationController.class);

    private final ReplicationCheck check;

    ReplicationController(ReplicationCheck check) {
        this.check = check;
    }

    @Operation(
            operationId = "checkReplication",
            summary = "See that replication works",
            description =
                    "Writes a marker into the primary's log, and tells of each other node when it had received it, had it on its "
                            + "disk, and had replayed it; and which kind of replication runs, by which slots, and what these hold "
                            + "back. Changes no data. Accepted from the gateway's own machine only.")
    @PostMapping(path = "/admin/cluster/check", produces = MediaType.APPLICATION_JSON_VALUE)
    ReplicationReport check(@RequestBody(required = false) Optional<CheckRequest> request) throws InterruptedException {
        return check.check(
                request.orElseGet(() -> new CheckRequest(Optional.empty())).patience());
    }

    @ExceptionHandler
    ErrorResponse unreadable(HttpMessageNotReadableException failure) {
        log.debug("a request for a check could not be read", failure);
        return Problem.of(
                        HttpStatus.BAD_REQUEST,
                        "malformed-body",
                        "the body is empty, or a JSON object, perhaps with \"deadline\", such as 5s")
                .toException();
    }
}
