package dev.pgweir.web.problem;

import static dev.pgweir.web.problem.Causes.caused;

import dev.pgweir.catalog.CatalogOutdated;
import dev.pgweir.catalog.Catalogs;
import dev.pgweir.postgres.ServerFailure;
import dev.pgweir.postgres.SqlState;
import dev.pgweir.problem.Problem;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Notices statements that failed since a table is not as the catalog has it, and has the catalog read again. Thread-safe. */
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
        if (lacksItsTable(failure)) {
            return Optional.of(changed(HttpStatus.NOT_FOUND, failure));
        }
        return meetsOtherType(failure) ? Optional.of(changed(HttpStatus.CONFLICT, failure)) : Optional.empty();
    }

    private Problem changed(HttpStatus status, ServerFailure failure) {
        events.publishEvent(new CatalogOutdated());
        return caused(Problem.of(status, "resource-changed", "the table has changed: " + failure.message()), failure);
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
                .anyMatch(table -> failure.message().contains(table.schema() + "." + table.name()));
    }

    /** Whether a column that the statement writes has another type than when the catalog was read. */
    private static boolean meetsOtherType(ServerFailure failure) {
        return !failure.isInside()
                && failure.routine().filter(ASSIGNMENT::equals).isPresent();
    }
}
