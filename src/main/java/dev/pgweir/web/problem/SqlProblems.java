package dev.pgweir.web.problem;

import static dev.pgweir.web.problem.Causes.caused;

import dev.pgweir.postgres.ServerFailure;
import dev.pgweir.postgres.SqlState;
import dev.pgweir.problem.Problem;
import dev.pgweir.resources.PartitionGaps;
import dev.pgweir.routing.LostConnection;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;

/**
 * The one table from SQLSTATE to HTTP. A code that the server itself has no use for comes from a function of the database, and
 * so does one that speaks of the server although a function raised it. The codes stand here as in the manual's appendix A,
 * rather than by name, so that the two can be compared line by line. Pure.
 */
final class SqlProblems {

    /** Classes and codes that mean the same wherever they are raised. */
    private static final List<String> OF_ANYBODY =
            List.of("21", "22", "23", "27", "40", "42501", "44", "54", "55P03", "58", "72", "F0", "PW001", "XX");

    /** Classes that mean so much only where the server itself found the error. */
    private static final List<String> OF_THE_SERVER = List.of(
            "03", "08", "0A", "0B", "0F", "0L", "0P", "0Z", "24", "25", "26", "28", "2B", "2D", "2F", "34", "39", "3B",
            "3D", "3F", "42", "53", "55", "57", "HV");

    /** Somebody has to mend it first. */
    private static final Duration MENDING = Duration.ofMinutes(1);

    private static final Pattern NO_ROLE = Pattern.compile("role \".*\" does not exist");
    private static final String LESS = "Ask for less: filter by an indexed column, or leave out what is embedded.";

    private SqlProblems() {}

    static Problem of(ServerFailure failure) {
        if (isRaisedOnPurpose(failure)) {
            return RaisedProblem.of(failure);
        }
        if (isTooCostly(failure)) {
            return caused(unprocessable("too-costly", failure), failure).hint(LESS);
        }
        if (isOfDroppedRole(failure)) {
            return caused(Refused.of(failure.message()), failure);
        }
        return caused(isOfAFunction(failure) ? broken(failure) : problem(failure), failure);
    }

    /** By the limit of pg_plan_filter, whose own hint is for operators. The server says so of what is nested too deep. */
    private static boolean isTooCostly(ServerFailure failure) {
        return failure.state().equals("54001")
                && failure.routine().filter("limit_func"::equals).isPresent();
    }

    /** That of the caller, which was there a moment ago. */
    private static boolean isOfDroppedRole(ServerFailure failure) {
        return failure.state().equals("22023")
                && NO_ROLE.matcher(failure.message()).matches();
    }

    private static boolean isRaisedOnPurpose(ServerFailure failure) {
        return OF_ANYBODY.stream().noneMatch(failure::isOfClass)
                && (failure.isRaised() || OF_THE_SERVER.stream().noneMatch(failure::isOfClass));
    }

    /** Whether a function of the database is at fault rather than the request that calls it. */
    private static boolean isOfAFunction(ServerFailure failure) {
        return failure.isInside() && failure.isOfClass("42") && !failure.is(SqlState.INSUFFICIENT_PRIVILEGE);
    }

    private static Problem problem(ServerFailure failure) {
        return switch (failure.state()) {
            case "23505" -> conflict("duplicate-key", failure);
            case "21000" -> unprocessable("repeated-row", failure);
            case "23001", "23503" -> conflict("foreign-key", failure);
            case "23P01" -> conflict("exclusion", failure);
            case "23502" -> unprocessable("not-null", failure);
            case "23514" -> PartitionGaps.isIn(failure) ? noPartition(failure) : unprocessable("check", failure);
            case "40000", "40001", "40P01", "72000" -> unavailable("serialization-failure", failure.message());
            case "57014", "25P03", "25P04" -> timeout(failure);
            case "55P03" -> unavailable("lock-timeout", failure.message());
            case "53300" -> unavailable("too-many-connections", failure.message());
            // The driver's own, for a result beyond its buffer.
            case "08S01" ->
                Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "page-too-large", "the rows are too large for one answer")
                        .hint("Ask for fewer rows or columns; pgweir.routing.max-result-size is the limit.");
            case "25006" -> unavailable("read-only", failure.message()).retryAfter(MENDING);
            case "42501" -> Refused.of(failure.message());
            case "42883", "42704", "42804", "42809", "42846", "42725", "42P18", "42P22" ->
                Problem.of(HttpStatus.BAD_REQUEST, "operator-not-applicable", failure.message());
            case "42601" -> syntax(failure);
            case "42P10" -> Problem.of(HttpStatus.BAD_REQUEST, "no-unique-key", failure.message());
            case "0A000" -> Problem.of(HttpStatus.BAD_REQUEST, "not-supported", failure.message());
            case "2D000" -> unprocessable("ends-transaction", failure);
            case "428C9" -> unprocessable("generated-column", failure);
            case "55000", "55006" -> conflict("not-updatable", failure);
            case "PW001" -> conflict("sealed-partition", failure);
            default -> byClass(failure);
        };
    }

    private static Problem byClass(ServerFailure failure) {
        // 42P01: a value that is to name a table.
        if (failure.isOfClass("22") || failure.state().equals("42P01")) {
            return unprocessable("malformed-value", failure);
        }
        if (Stream.of("23", "27", "40", "44").anyMatch(failure::isOfClass)) {
            return unprocessable("constraint", failure);
        }
        if (LostConnection.isIn(failure.exception())) {
            return unavailable("connection-lost", "the connection to the node was lost; nothing was written");
        }
        // Raised by what the statement called, as by a foreign table whose server is away.
        if (failure.isOfClass("08") || failure.isOfClass("57P")) {
            return unavailable("dependency-unavailable", failure.message());
        }
        if (failure.isOfClass("54") || failure.state().equals("53400")) {
            return unprocessable("limit-exceeded", failure);
        }
        if (failure.state().equals("53100")) {
            return unavailable("node-overloaded", failure.message()).retryAfter(MENDING);
        }
        if (failure.isOfClass("53")) {
            return unavailable("node-overloaded", failure.message());
        }
        return broken(failure);
    }

    /** A full-text query has a syntax too; the statement's own is checked by the server's scanner. */
    private static Problem syntax(ServerFailure failure) {
        return failure.routine().filter("scanner_yyerror"::equals).isPresent()
                ? broken(failure)
                : Problem.of(HttpStatus.BAD_REQUEST, "malformed-value", failure.message());
    }

    private static Problem broken(ServerFailure failure) {
        return Problem.of(HttpStatus.INTERNAL_SERVER_ERROR, "database-error", failure.message());
    }

    private static Problem noPartition(ServerFailure failure) {
        var row = failure.detail().map(detail -> ": " + detail).orElse("");
        return Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "no-partition", "no partition takes the row" + row);
    }

    private static Problem conflict(String code, ServerFailure failure) {
        return Problem.of(HttpStatus.CONFLICT, code, failure.message());
    }

    private static Problem unprocessable(String code, ServerFailure failure) {
        return Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, code, failure.message());
    }

    private static Problem timeout(ServerFailure failure) {
        return Problem.of(HttpStatus.GATEWAY_TIMEOUT, "statement-timeout", failure.message());
    }

    private static Problem unavailable(String code, String message) {
        return Problem.of(HttpStatus.SERVICE_UNAVAILABLE, code, message);
    }
}
