package dev.pgweir.web.problem;

import dev.pgweir.postgres.ServerFailure;
import dev.pgweir.resources.PartitionGaps;
import dev.pgweir.routing.LostConnection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.postgresql.util.ServerErrorMessage;

/**
 * What PostgreSQL said of a statement that failed.
 *
 * @param state the SQLSTATE (PostgreSQL manual, appendix A)
 * @param ofServer whether the server told it, rather than the driver
 * @param message the primary message
 * @param detail more of it, if there is
 * @param hint what to do, if the server knows
 * @param copied the line of the rows that it was copying, and the column, if it was and knows them
 * @param constraint the constraint that was broken, if one was
 * @param table the table that it is about, without its schema
 * @param connectionLost whether the connection has ended with it, rather than that somebody raised such a state
 * @param routine the function of the server that reported it; unlike the texts it is never translated
 * @param inside whether it came up in a function that the statement calls, rather than in the statement itself
 * @param placed whether the server says at which place of the statement
 */
record SqlFailure(
        String state,
        boolean ofServer,
        String message,
        Optional<String> detail,
        Optional<String> hint,
        Map<String, Object> copied,
        Optional<String> constraint,
        Optional<String> table,
        boolean connectionLost,
        Optional<String> routine,
        boolean inside,
        boolean placed) {

    /** Of any language, as in {@code COPY sales, line 5, column order_date: "x"}. */
    private static final Pattern COPIED =
            Pattern.compile("^COPY .+?, \\D*(?<line>\\d+)(?:, \\S+ (?<column>[^:]+?) ?: )?", Pattern.MULTILINE);

    /** The function of the server that finds a value's type unfit for its column. */
    private static final String ASSIGNMENT = "transformAssignedExpr";

    /** The failure that lies at the root of an exception, if a database caused it. */
    static Optional<SqlFailure> in(Throwable failure) {
        return ServerFailure.in(failure).map(SqlFailure::of);
    }

    private static SqlFailure of(ServerFailure failure) {
        var server = failure.told();
        return new SqlFailure(
                failure.state(),
                failure.isFromServer(),
                failure.message(),
                server.map(ServerErrorMessage::getDetail),
                server.map(ServerErrorMessage::getHint),
                server.map(SqlFailure::copied).orElse(Map.of()),
                server.map(ServerErrorMessage::getConstraint),
                server.map(ServerErrorMessage::getTable),
                LostConnection.isIn(failure.exception()),
                failure.routine(),
                server.filter(SqlFailure::isInside).isPresent(),
                server.filter(message -> message.getPosition() > 0).isPresent());
    }

    /** Reading a placeholder has a context, too, which names it. */
    private static boolean isInside(ServerErrorMessage message) {
        var where = message.getWhere();
        return message.getInternalQuery() != null || (where != null && !where.contains("parameter $"));
    }

    private static Map<String, Object> copied(ServerErrorMessage message) {
        var where = COPIED.matcher(String.valueOf(message.getWhere()));
        if (!where.find()) {
            return Map.of();
        }
        Map<String, Object> copied = new LinkedHashMap<>(Map.of("line", Long.valueOf(where.group("line"))));
        Optional.ofNullable(where.group("column"))
                .or(() -> Optional.ofNullable(message.getColumn()))
                .ifPresent(column -> copied.put("column", column));
        return copied;
    }

    /** Told by the reporting function, since messages may be in any language. */
    boolean isOutsideAllPartitions() {
        return state.equals("23514")
                && routine.filter(PartitionGaps.REPORTER::equals).isPresent();
    }

    /** Whether a function written in PL/pgSQL raised it, in words and with a code of its own choice. */
    boolean isRaised() {
        return routine.filter(ServerFailure.RAISE::equals).isPresent();
    }

    /** Whether a column that the statement writes has another type than when the catalog was read. */
    boolean meetsOtherType() {
        return !inside && routine.filter(ASSIGNMENT::equals).isPresent();
    }

    boolean isOfClass(String prefix) {
        return state.startsWith(prefix);
    }
}
