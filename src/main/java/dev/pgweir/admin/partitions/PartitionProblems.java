package dev.pgweir.admin.partitions;

import dev.pgweir.lifecycle.run.LifeCycleRefused;
import dev.pgweir.problem.Problem;
import dev.pgweir.problem.ProblemException;
import org.springframework.http.HttpStatus;

/** What a refused change of partitions is answered. */
final class PartitionProblems {

    private PartitionProblems() {}

    static ProblemException of(LifeCycleRefused refusal) {
        var message = String.valueOf(refusal.getMessage());
        return switch (refusal.reason()) {
            case UNKNOWN_TABLE ->
                problem(HttpStatus.NOT_FOUND, "no-such-table", message, "Name a table that is partitioned by range.");
            case UNKNOWN_PARTITION ->
                problem(HttpStatus.NOT_FOUND, "no-such-partition", message, "Name a direct partition of the table.");
            case MALFORMED -> malformed(message);
            case OVERLAP ->
                problem(HttpStatus.CONFLICT, "partition-overlaps", message, "Choose bounds between the others.");
            case DEFAULT_PARTITION ->
                problem(HttpStatus.CONFLICT, "default-partition", message, "Move its rows away, and drop it.");
            case STATE ->
                problem(HttpStatus.CONFLICT, "partition-state", message, "See the history of the table's partitions.");
            case NO_TABLES ->
                problem(HttpStatus.SERVICE_UNAVAILABLE, "no-own-tables", message, "Give the role its schema.");
            case BUSY -> problem(HttpStatus.SERVICE_UNAVAILABLE, "maintenance-busy", message, "Repeat in a moment.");
        };
    }

    static ProblemException unpartitioned(String resource) {
        return problem(
                HttpStatus.NOT_FOUND,
                "no-such-table",
                "no partitioned table of the name %s is served".formatted(resource),
                "GET /admin/partitions lists them.");
    }

    static ProblemException malformed(String message) {
        return problem(
                HttpStatus.BAD_REQUEST,
                "malformed-body",
                message,
                "Send an object such as {\"partition\": \"sales_2020\"}, or to make some {\"from\": \"2027-01-01\"}.");
    }

    private static ProblemException problem(HttpStatus status, String code, String message, String hint) {
        return Problem.of(status, code, message).hint(hint).toException();
    }
}
