package dev.pgweir.web.problem;

import dev.pgweir.resources.answer.NoSuchItem;
import dev.pgweir.resources.answer.NotLocated.AmbiguousId;
import dev.pgweir.resources.answer.NotLocated.SearchesExhausted;
import dev.pgweir.resources.answer.PartitionMove;
import dev.pgweir.resources.answer.PreconditionFailed;
import dev.pgweir.resources.answer.RowSkipped;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.NotReadable;
import dev.pgweir.resources.request.Origin;
import dev.pgweir.resources.request.RangeRefused;
import dev.pgweir.web.header.PreconditionRequired;
import dev.pgweir.web.header.RangeNotSatisfiable;
import dev.pgweir.web.header.SchemaNotServed;
import dev.pgweir.web.problem.CrossOriginProcessor.OriginNotAllowed;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers requests that ask for what is not there, or what they may not; all that goes wrong otherwise is {@link ProblemAdvice}'s. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class RequestProblems {

    @ExceptionHandler
    ResponseEntity<Object> foreign(OriginNotAllowed failure) {
        return Problem.of(HttpStatus.FORBIDDEN, "origin-not-allowed", failure)
                .error("header", HttpHeaders.ORIGIN)
                .toAnswer();
    }

    @ExceptionHandler
    ResponseEntity<Object> tooLarge(RequestTooLarge failure) {
        return Problem.of(failure.status(), "too-large", failure).toAnswer();
    }

    @ExceptionHandler
    ResponseEntity<Object> invalid(InvalidRequest failure) {
        var problem =
                Problem.of(HttpStatus.BAD_REQUEST, failure.code(), failure).code(ClientCodes.of(failure));
        SqlFailure.in(failure).ifPresent(problem::caused);
        return blaming(failure.origin(), problem);
    }

    @ExceptionHandler
    ResponseEntity<Object> unreadable(NotReadable failure) {
        return blaming(failure.origin(), Problem.of(HttpStatus.FORBIDDEN, "forbidden", failure));
    }

    private static ResponseEntity<Object> blaming(Origin origin, Problem problem) {
        return switch (origin) {
            case Origin.Query(var name) -> problem.error("parameter", name).toAnswer();
            case Origin.Header(var name) -> problem.error("header", name).toAnswer();
            case Origin.Body(var pointer) -> problem.error("pointer", pointer).toAnswer();
            case Origin.Line(var number) -> problem.error("line", number).toAnswer();
            case Origin.Path(), Origin.Gateway() -> problem.toAnswer();
        };
    }

    @ExceptionHandler
    ResponseEntity<Object> schema(SchemaNotServed failure) {
        return Problem.of(HttpStatus.NOT_ACCEPTABLE, "schema-not-served", failure)
                .hint(Optional.of("The schema that is served is \"%s\".".formatted(failure.served())))
                .error("header", failure.header())
                .toAnswer();
    }

    @ExceptionHandler
    ResponseEntity<Object> rows(RangeNotSatisfiable failure) {
        return Problem.of(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE, "no-such-page", failure)
                .error("header", HttpHeaders.RANGE)
                .toAnswer();
    }

    @ExceptionHandler
    ResponseEntity<Object> range(RangeRefused failure, HttpServletRequest request) {
        var problem = failure.missing()
                ? Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "range-required", failure)
                : Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "range-too-wide", failure);
        return problem.range(failure, request).toAnswer();
    }

    @ExceptionHandler
    ResponseEntity<Object> missing(NoSuchItem failure) {
        return Problem.of(HttpStatus.NOT_FOUND, "no-such-item", failure).toAnswer();
    }

    @ExceptionHandler
    ResponseEntity<Object> unnamed(NotOneKey failure) {
        return Problem.of(HttpStatus.METHOD_NOT_ALLOWED, "not-one-key", failure)
                .header(HttpHeaders.ALLOW, failure.methods())
                .toAnswer();
    }

    @ExceptionHandler
    ResponseEntity<Object> skipped(RowSkipped failure) {
        return Problem.of(HttpStatus.CONFLICT, "row-skipped", failure).toAnswer();
    }

    @ExceptionHandler
    ResponseEntity<Object> moving(PartitionMove failure) {
        return Problem.of(HttpStatus.CONFLICT, "partition-move", failure).toAnswer();
    }

    @ExceptionHandler
    ResponseEntity<Object> ambiguous(AmbiguousId failure) {
        return Problem.of(HttpStatus.CONFLICT, "ambiguous-id", failure).toAnswer();
    }

    @ExceptionHandler
    ResponseEntity<Object> exhausted(SearchesExhausted failure) {
        return Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "searches-exhausted", failure)
                .toAnswer();
    }

    @ExceptionHandler
    ResponseEntity<Object> precondition(PreconditionFailed failure) {
        return Problem.of(HttpStatus.PRECONDITION_FAILED, "precondition-failed", failure)
                .toAnswer();
    }

    @ExceptionHandler
    ResponseEntity<Object> precondition(PreconditionRequired failure) {
        return Problem.of(HttpStatus.PRECONDITION_REQUIRED, "precondition-required", failure)
                .toAnswer();
    }
}
