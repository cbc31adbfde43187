package dev.pgweir.web.problem;

import static dev.pgweir.web.problem.Causes.caused;
import static dev.pgweir.web.problem.Causes.problem;
import static java.net.URLEncoder.encode;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pgweir.access.apikey.InvalidKey;
import dev.pgweir.access.apikey.ServiceKeyInBrowser;
import dev.pgweir.access.caller.Callers.TokenRequired;
import dev.pgweir.access.token.InvalidToken;
import dev.pgweir.access.token.InvalidToken.Reason;
import dev.pgweir.access.token.KeysUnavailable;
import dev.pgweir.access.token.RevocationsUnknown;
import dev.pgweir.catalog.Catalogs.RoleNotServed;
import dev.pgweir.limits.LimitExceeded;
import dev.pgweir.postgres.OwnSchema;
import dev.pgweir.postgres.ServerFailure;
import dev.pgweir.postgres.SqlState;
import dev.pgweir.problem.Problem;
import dev.pgweir.problem.ProblemException;
import dev.pgweir.resources.answer.NoSuchItem;
import dev.pgweir.resources.answer.NotLocated.AmbiguousId;
import dev.pgweir.resources.answer.NotLocated.SearchesExhausted;
import dev.pgweir.resources.answer.PartitionMove;
import dev.pgweir.resources.answer.PreconditionFailed;
import dev.pgweir.resources.answer.RowSkipped;
import dev.pgweir.resources.call.AmbiguousFunction;
import dev.pgweir.resources.call.NoSuchFunction;
import dev.pgweir.resources.call.WritesWhileReading;
import dev.pgweir.resources.request.AmbiguousRelationship;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.NotReadable;
import dev.pgweir.resources.request.Origin;
import dev.pgweir.resources.request.Parameter;
import dev.pgweir.resources.request.RangeRefused;
import dev.pgweir.web.limit.RateFields;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
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

    /** It carries its answer. */
    @ExceptionHandler
    ResponseEntity<Object> refused(ProblemException failure) {
        return failure.toAnswer();
    }

    @ExceptionHandler
    ResponseEntity<Object> invalid(InvalidRequest failure) {
        var problem = problem(HttpStatus.BAD_REQUEST, failure.code(), failure);
        if (failure.code().equals("unknown-column")) {
            problem.code(codeOfUnknownColumn(failure.origin()));
        }
        ServerFailure.in(failure).ifPresent(cause -> caused(problem, cause));
        return blaming(failure.origin(), problem);
    }

    /** Columns of a body are looked for in the catalog by PostgREST too, but those of a query by the server. */
    private static String codeOfUnknownColumn(Origin origin) {
        return switch (origin) {
            case Origin.Query(var name) when !name.equals("columns") -> SqlState.UNDEFINED_COLUMN;
            default -> "PGRST204";
        };
    }

    @ExceptionHandler
    ResponseEntity<Object> ambiguous(AmbiguousRelationship failure) {
        var problem = problem(HttpStatus.MULTIPLE_CHOICES, "ambiguous-relationship", failure);
        return blaming(failure.origin(), problem.hint(failure.hint()).with("candidates", failure.candidates()));
    }

    @ExceptionHandler
    ResponseEntity<Object> unknown(NoSuchFunction failure) {
        return problem(HttpStatus.NOT_FOUND, "no-such-function", failure)
                .hint("it can be called as " + failure.hint())
                .toAnswer();
    }

    @ExceptionHandler
    ResponseEntity<Object> ambiguous(AmbiguousFunction failure) {
        return problem(HttpStatus.MULTIPLE_CHOICES, "ambiguous-function", failure)
                .with("candidates", failure.candidates())
                .toAnswer();
    }

    @ExceptionHandler
    ResponseEntity<Object> writing(WritesWhileReading failure) {
        var problem = problem(HttpStatus.METHOD_NOT_ALLOWED, "writes-while-reading", failure)
                .header(HttpHeaders.ALLOW, "OPTIONS, POST");
        return (failure.isDeclared()
                        ? problem
                        : problem.hint("Declare it VOLATILE, or name it in pgweir.functions.write."))
                .toAnswer();
    }

    @ExceptionHandler
    ResponseEntity<Object> unreadable(NotReadable failure) {
        return blaming(failure.origin(), Refused.of(String.valueOf(failure.getMessage())));
    }

    private static ResponseEntity<Object> blaming(Origin origin, Problem problem) {
        return switch (origin) {
            case Origin.Query(var name) ->
                problem.error(Map.of("parameter", name)).toAnswer();
            case Origin.Header(var name) ->
                problem.error(Map.of("header", name)).toAnswer();
            case Origin.Body(var pointer) ->
                problem.error(Map.of("pointer", pointer)).toAnswer();
            case Origin.Line(var number) ->
                problem.error(Map.of("line", number)).toAnswer();
            case Origin.Path(), Origin.Gateway() -> problem.toAnswer();
        };
    }

    @ExceptionHandler
    ResponseEntity<Object> range(RangeRefused failure, HttpServletRequest request) {
        var problem = failure.missing()
                ? problem(HttpStatus.UNPROCESSABLE_CONTENT, "range-required", failure)
                : problem(HttpStatus.UNPROCESSABLE_CONTENT, "range-too-wide", failure);
        problem.with("partitions", failure.partitions());
        if (!failure.remedy().isEmpty()) {
            problem.hint("for example " + remedied(request, failure.remedy()));
        }
        return problem.toAnswer();
    }

    /** A request like this one that would be served. */
    private static String remedied(HttpServletRequest request, List<Parameter> remedy) {
        var query = new StringJoiner("&", request.getRequestURI() + "?", "");
        if (request.getQueryString() != null) {
            query.add(request.getQueryString());
        }
        for (var bound : remedy) {
            query.add(encode(bound.name(), UTF_8) + "=" + encode(bound.value(), UTF_8));
        }
        return query.toString();
    }

    @ExceptionHandler
    ResponseEntity<Object> missing(NoSuchItem failure) {
        return problem(HttpStatus.NOT_FOUND, "no-such-item", failure).toAnswer();
    }

    @ExceptionHandler
    ResponseEntity<Object> skipped(RowSkipped failure) {
        return problem(HttpStatus.CONFLICT, "row-skipped", failure).toAnswer();
    }

    @ExceptionHandler
    ResponseEntity<Object> moving(PartitionMove failure) {
        return problem(HttpStatus.CONFLICT, "partition-move", failure).toAnswer();
    }

    @ExceptionHandler
    ResponseEntity<Object> ambiguous(AmbiguousId failure) {
        return problem(HttpStatus.CONFLICT, "ambiguous-id", failure).toAnswer();
    }

    @ExceptionHandler
    ResponseEntity<Object> exhausted(SearchesExhausted failure) {
        return problem(HttpStatus.SERVICE_UNAVAILABLE, "searches-exhausted", failure)
                .toAnswer();
    }

    @ExceptionHandler
    ResponseEntity<Object> precondition(PreconditionFailed failure) {
        return problem(HttpStatus.PRECONDITION_FAILED, "precondition-failed", failure)
                .toAnswer();
    }

    @ExceptionHandler
    ResponseEntity<Object> unknown(TokenRequired failure) {
        return Problem.of(HttpStatus.UNAUTHORIZED, "unauthenticated", String.valueOf(failure.getMessage()))
                .code("PGRST302")
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .toAnswer();
    }

    @ExceptionHandler
    ResponseEntity<Object> invalid(InvalidToken failure) {
        var word = failure.reason() == Reason.EXPIRED ? "token-expired" : "invalid-token";
        return Problem.of(HttpStatus.UNAUTHORIZED, word, failure.getMessage())
                .code(failure.code())
                .header(
                        HttpHeaders.WWW_AUTHENTICATE,
                        "Bearer error=\"invalid_token\", error_description=\"%s\""
                                .formatted(failure.getMessage().replace('"', '\'')))
                .toAnswer();
    }

    @ExceptionHandler
    ResponseEntity<Object> invalid(InvalidKey failure) {
        return Problem.of(HttpStatus.UNAUTHORIZED, "invalid-key", failure.getMessage())
                .code("PGRST301")
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .toAnswer();
    }

    @ExceptionHandler
    ResponseEntity<Object> exposed(ServiceKeyInBrowser failure) {
        return Problem.of(HttpStatus.FORBIDDEN, "service-key-in-browser", failure.getMessage())
                .hint("Give the page a publishable key, and revoke this one.")
                .toAnswer();
    }

    @ExceptionHandler
    ResponseEntity<Object> unavailable(RevocationsUnknown failure) {
        return Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "revocations-unknown", failure.getMessage())
                .toAnswer();
    }

    @ExceptionHandler
    ResponseEntity<Object> missing(OwnSchema.Missing failure) {
        return Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "no-own-tables", String.valueOf(failure.getMessage()))
                .toAnswer();
    }

    @ExceptionHandler
    ResponseEntity<Object> limited(LimitExceeded failure) {
        var problem = Problem.of(
                        HttpStatus.TOO_MANY_REQUESTS, "too-many-requests", String.valueOf(failure.getMessage()))
                .with("cause", failure.limit().word())
                .retryAfter(failure.retryAfter());
        failure.allowance().ifPresent(allowance -> RateFields.of(allowance).forEach(problem::header));
        return problem.toAnswer();
    }

    @ExceptionHandler
    ResponseEntity<Object> unavailable(KeysUnavailable failure) {
        return Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "keys-unavailable", String.valueOf(failure.getMessage()))
                .toAnswer();
    }

    @ExceptionHandler
    ResponseEntity<Object> notServed(RoleNotServed failure) {
        return Refused.of(String.valueOf(failure.getMessage())).toAnswer();
    }
}
