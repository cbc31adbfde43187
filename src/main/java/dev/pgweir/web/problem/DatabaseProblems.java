package dev.pgweir.web.problem;

import static dev.pgweir.web.problem.Causes.caused;

import dev.pgweir.catalog.Catalogs;
import dev.pgweir.postgres.ServerFailure;
import dev.pgweir.postgres.SqlState;
import dev.pgweir.problem.Problem;
import dev.pgweir.request.Cancellation;
import dev.pgweir.request.RequestContext;
import dev.pgweir.resources.PartitionGaps;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Answers statements that failed: by what the gateway knows of the request and of its tables, else by the SQLSTATE alone.
 * Thread-safe.
 */
@Component
final class DatabaseProblems {

    private final Catalogs catalogs;
    private final ChangedTables changedTables;

    DatabaseProblems(Catalogs catalogs, ChangedTables changedTables) {
        this.catalogs = catalogs;
        this.changedTables = changedTables;
    }

    /** @param read whether the request only reads */
    Problem problem(ServerFailure failure, boolean read) {
        if (isUnraised(failure, SqlState.QUERY_CANCELED)) {
            var deadline = RequestContext.current()
                    .filter(request -> request.isCancelled(Cancellation.DEADLINE))
                    .map(RequestContext::deadline);
            if (deadline.isPresent()) {
                return caused(overdue(HttpStatus.GATEWAY_TIMEOUT, deadline.get().length()), failure);
            }
        }
        if (read && isUnraised(failure, SqlState.READ_ONLY_SQL_TRANSACTION)) {
            return caused(writing(failure), failure);
        }
        return changedTables.problem(failure).orElseGet(() -> blaming(CopiedRow.place(failure), failure));
    }

    /** @param pointer the place in the body that is to blame */
    Problem problem(ServerFailure failure, String pointer) {
        return blaming(Map.of("pointer", pointer), failure);
    }

    /** What to answer where a request took longer than its deadline. */
    static Problem overdue(HttpStatus status, Duration deadline) {
        var seconds = deadline.toMillis() / 1000.0;
        return Problem.of(
                status, "deadline-exceeded", "the request took longer than the %s s it had".formatted(seconds));
    }

    private static boolean isUnraised(ServerFailure failure, String state) {
        return failure.is(state) && !failure.isRaised();
    }

    private static Problem writing(ServerFailure failure) {
        return Problem.of(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "writes-while-reading",
                "the view writes when it is read, which no replica can do: " + failure.message());
    }

    private Problem blaming(Map<String, Object> place, ServerFailure failure) {
        var problem = SqlProblems.of(failure);
        gap(failure).ifPresent(problem::hint);
        Map<String, Object> error = new LinkedHashMap<>(place);
        failure.constraint().ifPresent(name -> error.put("constraint", name));
        return problem.error(error);
    }

    /** Where the partitions end between which a row fell, if one did. */
    private Optional<String> gap(ServerFailure failure) {
        return Optional.of(failure)
                .filter(PartitionGaps::isIn)
                .flatMap(ServerFailure::table)
                .flatMap(name -> catalogs.ofCaller().flatMap(catalog -> catalog.table(name)))
                .flatMap(table -> PartitionGaps.describe(table, failure.detail().orElse("")));
    }
}
