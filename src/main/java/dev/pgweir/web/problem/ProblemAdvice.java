package dev.pgweir.web.problem;

import static dev.pgweir.web.problem.Causes.caused;

import dev.pgweir.catalog.CatalogOutdated;
import dev.pgweir.catalog.Catalogs;
import dev.pgweir.idempotency.AnswerTooLarge;
import dev.pgweir.idempotency.KeyReused;
import dev.pgweir.idempotency.RecordsUnavailable;
import dev.pgweir.idempotency.WriteInFlight;
import dev.pgweir.postgres.ServerFailure;
import dev.pgweir.postgres.SqlState;
import dev.pgweir.problem.Problem;
import dev.pgweir.request.Cancellation;
import dev.pgweir.request.RequestContext;
import dev.pgweir.request.RequestEnded;
import dev.pgweir.resources.PartitionGaps;
import dev.pgweir.resources.answer.FailedBody;
import dev.pgweir.routing.CommitUnknown;
import dev.pgweir.routing.NoNodeAvailable;
import dev.pgweir.routing.PoolExhausted;
import dev.pgweir.routing.RouteReport;
import dev.pgweir.routing.session.Session.WriteLost;
import dev.pgweir.web.connection.HandOver;
import dev.pgweir.web.connection.Overloaded;
import dev.pgweir.web.header.ClientSessions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.coyote.BadRequestException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
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

/** The one place where exceptions become HTTP. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    /** The function of the server that finds a value's type unfit for its column. */
    private static final String ASSIGNMENT = "transformAssignedExpr";

    private final Catalogs catalogs;
    private final RouteReport routes;
    private final ApplicationEventPublisher events;

    ProblemAdvice(Catalogs catalogs, RouteReport routes, ApplicationEventPublisher events) {
        this.catalogs = catalogs;
        this.routes = routes;
        this.events = events;
    }

    @ExceptionHandler
    ResponseEntity<Object> body(FailedBody failure) {
        return ServerFailure.in(failure)
                .map(found -> answer(blaming(problem(found), Map.of("pointer", failure.pointer()), found)))
                .orElseGet(() -> unexpected(failure));
    }

    /** Seldom read: most clients who send no more have left. */
    @ExceptionHandler({IOException.class, UncheckedIOException.class})
    ResponseEntity<Object> stalled(Exception failure) {
        LOG.debug("a client sent no more, or took no more", failure);
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

    /** The server closes the connection of a client who left before the end of his request. */
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
    ResponseEntity<Object> noNode(NoNodeAvailable failure, HttpServletResponse response) {
        response.setHeader("Served-By", null); // an earlier attempt may have set it
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
        if (isCancelled(Cancellation.CLIENT_LEFT)) {
            return null;
        }
        return answer(overdue(
                failure.begun() ? HttpStatus.GATEWAY_TIMEOUT : HttpStatus.SERVICE_UNAVAILABLE, failure.deadline()));
    }

    @ExceptionHandler
    ResponseEntity<Object> lost(WriteLost failure, HttpServletRequest request, HttpServletResponse response) {
        ClientSessions.forget(request, response);
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
        if (isCancelled(Cancellation.CLIENT_LEFT)) {
            return null;
        }
        return ServerFailure.in(failure)
                .map(found -> database(found, isRead(request)))
                .orElseGet(() -> unexpected(failure));
    }

    @ExceptionHandler
    ResponseEntity<Object> unexpected(Exception failure) {
        LOG.error("a request failed for a reason the gateway does not know", failure);
        return answer(Problem.of(HttpStatus.INTERNAL_SERVER_ERROR, "internal-error", "the gateway failed"));
    }

    private static boolean isCancelled(Cancellation reason) {
        return RequestContext.current()
                .filter(request -> request.isCancelled(reason))
                .isPresent();
    }

    private static Problem overdue(HttpStatus status, Duration deadline) {
        var seconds = deadline.toMillis() / 1000.0;
        return Problem.of(
                status, "deadline-exceeded", "the request took longer than the %s s it had".formatted(seconds));
    }

    private ResponseEntity<Object> database(ServerFailure failure, boolean read) {
        var found = failure.isRaised() ? "raised" : failure.state();
        if (found.equals(SqlState.QUERY_CANCELED) && isCancelled(Cancellation.DEADLINE)) {
            var deadline = RequestContext.current().orElseThrow().deadline();
            return answer(caused(overdue(HttpStatus.GATEWAY_TIMEOUT, deadline.length()), failure));
        }
        if (found.equals(SqlState.READ_ONLY_SQL_TRANSACTION) && read) {
            var problem = Problem.of(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "writes-while-reading",
                    "the view writes when it is read, which no replica can do: " + failure.message());
            return answer(caused(problem, failure));
        }
        if ((found.equals(SqlState.UNDEFINED_TABLE) || found.equals(SqlState.UNDEFINED_COLUMN))
                && isAboutItsTable(failure)) {
            return changed(HttpStatus.NOT_FOUND, failure);
        }
        if (meetsOtherType(failure)) {
            return changed(HttpStatus.CONFLICT, failure);
        }
        return answer(blaming(problem(failure), CopiedRow.place(failure), failure));
    }

    private static Problem blaming(Problem problem, Map<String, Object> place, ServerFailure failure) {
        Map<String, Object> error = new LinkedHashMap<>(place);
        failure.constraint().ifPresent(name -> error.put("constraint", name));
        return problem.error(error);
    }

    private ResponseEntity<Object> changed(HttpStatus status, ServerFailure failure) {
        events.publishEvent(new CatalogOutdated());
        return answer(
                caused(Problem.of(status, "resource-changed", "the table has changed: " + failure.message()), failure));
    }

    /** COPY names the table that it misses without its place in the statement. */
    private boolean isAboutItsTable(ServerFailure failure) {
        return !failure.isInside()
                && (failure.isPlaced()
                        || failure.is(SqlState.UNDEFINED_COLUMN)
                        || catalogs.current().stream()
                                .flatMap(catalog -> catalog.tables().values().stream())
                                .anyMatch(table -> failure.message().contains(table.schema() + "." + table.name())));
    }

    /** Whether a column that the statement writes has another type than when the catalog was read. */
    private static boolean meetsOtherType(ServerFailure failure) {
        return !failure.isInside()
                && failure.routine().filter(ASSIGNMENT::equals).isPresent();
    }

    private Problem problem(ServerFailure failure) {
        var problem = SqlProblems.of(failure);
        if (PartitionGaps.isIn(failure)) {
            gap(failure).ifPresent(problem::hint);
        }
        return problem;
    }

    private Optional<String> gap(ServerFailure failure) {
        return failure.table()
                .flatMap(name -> catalogs.current().flatMap(catalog -> catalog.table(name)))
                .flatMap(table -> PartitionGaps.describe(table, failure.detail().orElse("")));
    }

    private static boolean isRead(HttpServletRequest request) {
        return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    }

    /** Gives the errors that Spring itself finds, such as an unknown route or method, the members of the others. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception failure, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (failure instanceof NoResourceFoundException && request instanceof ServletWebRequest asked) {
            return answer(missing(asked.getRequest().getRequestURI()).headers(headers));
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

    private Problem missing(String path) {
        return catalogs.current()
                .map(catalog -> UnknownPath.problem(path, catalog))
                .orElseGet(() -> UnknownPath.beforeCatalog(routes.explain(true).refusal()));
    }

    private static ResponseEntity<Object> answer(HttpStatusCode status, String word, Exception failure) {
        return answer(Causes.problem(status, word, failure));
    }

    private static ResponseEntity<Object> answer(Problem problem) {
        return problem.toAnswer();
    }
}
