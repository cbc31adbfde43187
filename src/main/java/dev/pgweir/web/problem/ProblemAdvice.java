package dev.pgweir.web.problem;

import dev.pgweir.idempotency.AnswerTooLarge;
import dev.pgweir.idempotency.KeyReused;
import dev.pgweir.idempotency.RecordsUnavailable;
import dev.pgweir.idempotency.WriteInFlight;
import dev.pgweir.postgres.ServerFailure;
import dev.pgweir.problem.Problem;
import dev.pgweir.request.Cancellation;
import dev.pgweir.request.RequestContext;
import dev.pgweir.request.RequestEnded;
import dev.pgweir.resources.answer.FailedBody;
import dev.pgweir.routing.CommitUnknown;
import dev.pgweir.routing.NoNodeAvailable;
import dev.pgweir.routing.PoolExhausted;
import dev.pgweir.routing.session.Session.WriteLost;
import dev.pgweir.web.connection.HandOver;
import dev.pgweir.web.connection.Overloaded;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.coyote.BadRequestException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedRuntimeException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Tells with which status and word each exception is answered. Thread-safe. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    private final DatabaseProblems databaseProblems;
    private final UnknownPath unknownPath;

    ProblemAdvice(DatabaseProblems databaseProblems, UnknownPath unknownPath) {
        this.databaseProblems = databaseProblems;
        this.unknownPath = unknownPath;
    }

    @ExceptionHandler
    ResponseEntity<Object> body(FailedBody failure) {
        return ServerFailure.in(failure)
                .map(found -> answer(databaseProblems.problem(found, failure.pointer())))
                .orElseGet(() -> unexpected(failure));
    }

    /** Seldom read: most clients who send no more have left. */
    @ExceptionHandler({IOException.class, UncheckedIOException.class})
    ResponseEntity<Object> stalled(Exception failure) {
        log.debug("a client sent no more, or took no more", failure);
        return answer(Problem.of(
                HttpStatus.REQUEST_TIMEOUT,
                "incomplete-body",
                "the body was not sent to its end; nothing was written"));
    }

    @ExceptionHandler
    ResponseEntity<Object> unreadable(BadRequestException failure) {
        return answer(Problem.of(
                HttpStatus.BAD_REQUEST, "bad-request", "the body could not be read: " + failure.getMessage()));
    }

    /** The server closes the connection of a client that left before the end of its request. */
    @ExceptionHandler
    void left(ClientAbortException failure) throws ClientAbortException {
        throw failure;
    }

    /** No failure: the request goes on in another thread. */
    @ExceptionHandler
    void elsewhere(HandOver handOver) {
        throw handOver;
    }

    @ExceptionHandler
    ResponseEntity<Object> overloaded(Overloaded failure) {
        return answer(HttpStatus.SERVICE_UNAVAILABLE, "overloaded", failure);
    }

    @ExceptionHandler
    ResponseEntity<Object> noNode(NoNodeAvailable failure) {
        return answer(HttpStatus.SERVICE_UNAVAILABLE, failure.readOnly() ? "no-node" : "no-primary", failure);
    }

    @ExceptionHandler
    ResponseEntity<Object> exhausted(PoolExhausted failure) {
        return answer(Causes.problem(HttpStatus.SERVICE_UNAVAILABLE, "pool-exhausted", failure)
                .retryAfter(failure.retryAfter()));
    }

    /** Where something ran before it ran too long; where nothing did, the client can only come again. */
    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> over(RequestEnded failure) {
        if (hasClientLeft()) {
            return null;
        }
        return answer(DatabaseProblems.overdue(
                failure.begun() ? HttpStatus.GATEWAY_TIMEOUT : HttpStatus.SERVICE_UNAVAILABLE, failure.deadline()));
    }

    @ExceptionHandler
    ResponseEntity<Object> lost(WriteLost failure) {
        return answer(HttpStatus.CONFLICT, failure.certain() ? "write-lost" : "write-unverified", failure);
    }

    @ExceptionHandler
    ResponseEntity<Object> unknown(CommitUnknown failure) {
        return answer(HttpStatus.SERVICE_UNAVAILABLE, "commit-unknown", failure);
    }

    @ExceptionHandler
    ResponseEntity<Object> reused(KeyReused failure) {
        return answer(HttpStatus.UNPROCESSABLE_CONTENT, "idempotency-key-reused", failure);
    }

    @ExceptionHandler
    ResponseEntity<Object> inFlight(WriteInFlight failure) {
        return answer(HttpStatus.CONFLICT, "idempotency-in-flight", failure);
    }

    @ExceptionHandler
    ResponseEntity<Object> tooLarge(AnswerTooLarge failure) {
        return answer(HttpStatus.UNPROCESSABLE_CONTENT, "answer-too-large", failure);
    }

    @ExceptionHandler
    ResponseEntity<Object> unavailable(RecordsUnavailable failure) {
        return answer(HttpStatus.SERVICE_UNAVAILABLE, "idempotency-unavailable", failure);
    }

    @ExceptionHandler({NestedRuntimeException.class, SQLException.class})
    @Nullable
    ResponseEntity<Object> database(Exception failure, HttpServletRequest request) {
        if (hasClientLeft()) {
            return null;
        }
        return ServerFailure.in(failure)
                .map(found -> answer(databaseProblems.problem(found, isRead(request))))
                .orElseGet(() -> unexpected(failure));
    }

    @ExceptionHandler
    ResponseEntity<Object> unexpected(Exception failure) {
        log.error("a request failed for a reason the gateway does not know", failure);
        return answer(Problem.of(HttpStatus.INTERNAL_SERVER_ERROR, "internal-error", "the gateway failed"));
    }

    private static boolean hasClientLeft() {
        return RequestContext.current()
                .filter(request -> request.isCancelled(Cancellation.CLIENT_LEFT))
                .isPresent();
    }

    private static boolean isRead(HttpServletRequest request) {
        return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    }

    /** Gives the errors that Spring itself finds, such as an unknown route or method, the members of the others. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception failure, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (failure instanceof NoResourceFoundException && request instanceof ServletWebRequest asked) {
            var path = asked.getRequest().getRequestURI();
            return answer(unknownPath.problem(path).headers(headers));
        }
        var detail =
                failure instanceof ErrorResponse response ? response.getBody().getDetail() : null;
        return answer(Problem.of(status, word(status), detail == null ? status.toString() : detail)
                .headers(headers));
    }

    private static String word(HttpStatusCode status) {
        return switch (status.value()) {
            case 405 -> "method-not-allowed";
            case 406 -> "not-acceptable";
            case 415 -> "unsupported-media-type";
            default -> status.is4xxClientError() ? "bad-request" : "internal-error";
        };
    }

    private static ResponseEntity<Object> answer(HttpStatusCode status, String word, Exception failure) {
        return answer(Causes.problem(status, word, failure));
    }

    private static ResponseEntity<Object> answer(Problem problem) {
        return problem.toAnswer();
    }
}
