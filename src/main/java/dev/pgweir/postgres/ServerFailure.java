package dev.pgweir.postgres;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What a database, or its driver, said of a statement or a connection that failed.
 *
 * @param exception carries it
 * @param state the SQLSTATE
 * @param told what the server said; empty where the driver speaks for itself
 */
public record ServerFailure(SQLException exception, String state, Optional<ServerErrorMessage> told) {

    /** The function of the server that carries out RAISE of PL/pgSQL. Unlike the texts, such names are never translated. */
    public static final String RAISE = "exec_stmt_raise";

    /** Those that report for PL/pgSQL, PL/Python, foreign tables and dblink. */
    private static final Set<String> REPORTERS = Set.of(
            RAISE, "PLy_elog_impl", "PLy_output", "pgfdw_report_error", "pgfdw_report_internal", "dblink_res_error");

    /** The first failure with an SQLSTATE, from an exception to the cause of all; empty where no database caused it. */
    public static Optional<ServerFailure> in(@Nullable Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return Optional.of(of(sql));
            }
        }
        return Optional.empty();
    }

    /** Whether an exception comes of a failure with this SQLSTATE. */
    public static boolean caused(@Nullable Throwable exception, String state) {
        var failure = in(exception);
        return failure.isPresent() && failure.get().is(state);
    }

    /** What this exception itself carries. */
    public static ServerFailure of(SQLException exception) {
        return new ServerFailure(
                exception,
                String.valueOf(exception.getSQLState()),
                exception instanceof PSQLException told
                        ? Optional.ofNullable(told.getServerErrorMessage())
                        : Optional.empty());
    }

    /** Whether it came over a connection that was open; also false for what a pool says of those that it could not open. */
    public boolean isFromServer() {
        return told.isPresent();
    }

    /** The words of the server, else of the driver. */
    public String message() {
        return told.map(ServerErrorMessage::getMessage).orElse(String.valueOf(exception.getMessage()));
    }

    /** More of what it says. */
    public Optional<String> detail() {
        return told.map(ServerErrorMessage::getDetail);
    }

    /** What to do, if the server knows. */
    public Optional<String> hint() {
        return told.map(ServerErrorMessage::getHint);
    }

    /** The constraint that was broken, if one was. */
    public Optional<String> constraint() {
        return told.map(ServerErrorMessage::getConstraint);
    }

    /** The table that it is about, without its schema. */
    public Optional<String> table() {
        return told.map(ServerErrorMessage::getTable);
    }

    /** The function of the server that reported it. */
    public Optional<String> routine() {
        return told.map(ServerErrorMessage::getRoutine);
    }

    /** Whether it has this SQLSTATE. */
    public boolean is(String other) {
        return state.equals(other);
    }

    /** Whether its SQLSTATE begins like this. */
    public boolean isOfClass(String prefix) {
        return state.startsWith(prefix);
    }

    /** Whether the server says at which place of the statement. */
    public boolean isPlaced() {
        return told.filter(message -> message.getPosition() > 0).isPresent();
    }

    /** Whether it came up in a function that the statement calls, rather than in the statement itself. */
    public boolean isInside() {
        return told.filter(ServerFailure::isInside).isPresent();
    }

    /** Reading a placeholder has a context, too, which names it. */
    private static boolean isInside(ServerErrorMessage message) {
        var where = message.getWhere();
        return message.getInternalQuery() != null || (where != null && !where.contains("parameter $"));
    }

    /** Whether a function written in PL/pgSQL raised it, in words and with a code of its own choice. */
    public boolean isRaised() {
        return routine().filter(RAISE::equals).isPresent();
    }

    /** Whether a function or another server reported it, rather than that the server itself found it. */
    public boolean isReported() {
        return routine().filter(REPORTERS::contains).isPresent();
    }

    /** Whether a transaction was ended in favour of another: of replay on a replica, or of a deadlock's other side. */
    public boolean isConflict() {
        return is(SqlState.SERIALIZATION_FAILURE) || is(SqlState.DEADLOCK_DETECTED);
    }

    /** Whether its SQLSTATE is one that connections end with, whatever reported it. */
    public boolean isOfLostConnection() {
        return isOfClass("08") || isOfClass("57P");
    }

    /** Whether a lock was not to be had in time, or not without a deadlock: it may be had later. */
    public boolean isLocked() {
        return is(SqlState.LOCK_NOT_AVAILABLE) || is(SqlState.DEADLOCK_DETECTED);
    }
}
