package dev.pgweir.web.problem;

import static dev.pgweir.web.problem.Causes.caused;

import dev.pgweir.catalog.CatalogOutdated;
import dev.pgweir.catalog.Catalogs;
import dev.pgweir.postgres.ServerFailure;
import dev.pgweir.postgres.SqlState;
import dev.pgweir.problem.Problem;
import java.util.List;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Notices statements that failed since a table or function is not as the catalog has it, and has that read again. Thread-safe. */
@Component
final class ChangedTables {

    /** The function of the server that finds a value's type unfit for its column. */
    private static final String ASSIGNMENT = "transformAssignedExpr";

    private final Catalogs catalogs;
    private final ApplicationEventPublisher events;

    ChangedTables(Catalogs catalogs, ApplicationEventPublisher events) {
        this.catalogs = catalogs;
        this.events = events;
    }

    /** What to answer where a table has changed; empty where the statement failed for something else. */
    Optional<Problem> problem(ServerFailure failure) {
        if (lacksItsFunction(failure)) {
            return Optional.of(changed("function", HttpStatus.NOT_FOUND, failure));
        }
        if (lacksItsTable(failure)) {
            return Optional.of(changed("table", HttpStatus.NOT_FOUND, failure));
        }
        return meetsOtherType(failure) ? Optional.of(changed("table", HttpStatus.CONFLICT, failure)) : Optional.empty();
    }

    private Problem changed(String what, HttpStatus status, ServerFailure failure) {
        events.publishEvent(new CatalogOutdated());
        return caused(
                Problem.of(status, "resource-changed", "the " + what + " has changed: " + failure.message()), failure);
    }

    /** Whether the function has gone that the request calls; others are called by filters and casts. */
    private boolean lacksItsFunction(ServerFailure failure) {
        return !failure.isRaised()
                && !failure.isInside()
                && failure.is(SqlState.UNDEFINED_FUNCTION)
                && catalogs.current().stream()
                        .flatMap(catalog -> catalog.routines().values().stream())
                        .flatMap(List::stream)
                        .anyMatch(routine -> failure.message().contains(routine.schema() + "." + routine.name() + "("));
    }

    /** Whether the table that the statement names has gone, or a column of it. */
    private boolean lacksItsTable(ServerFailure failure) {
        if (failure.isRaised() || failure.isInside()) {
            return false;
        }
        return failure.is(SqlState.UNDEFINED_COLUMN)
                || (failure.is(SqlState.UNDEFINED_TABLE) && (failure.isPlaced() || namesServedTable(failure)));
    }

    /** COPY names the table that it misses without its place in the statement. */
    private boolean namesServedTable(ServerFailure failure) {
        return catalogs.current().stream()
                .flatMap(catalog -> catalog.tables().values().stream())
                .anyMatch(table -> failure.message().contains(table.schema() + "." + table.relation()));
    }

    /** Whether a column that the statement writes has another type than when the catalog was read. */
    private static boolean meetsOtherType(ServerFailure failure) {
        return !failure.isInside()
                && failure.routine().filter(ASSIGNMENT::equals).isPresent();
    }
}
