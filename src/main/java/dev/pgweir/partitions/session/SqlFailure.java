package dev.pgweir.partitions.session;

import java.sql.SQLException;
import java.util.Optional;

/**
 * What the server said of a statement that failed.
 *
 * @param state the SQLSTATE
 * @param message its words
 */
public record SqlFailure(String state, String message) {

    /** The failure that lies at the root of an exception, if a database caused it. */
    public static Optional<SqlFailure> in(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return Optional.of(new SqlFailure(sql.getSQLState(), String.valueOf(sql.getMessage())));
            }
        }
        return Optional.empty();
    }

    /** A lock was not to be had in time, or not without a deadlock: it may be had later. */
    public boolean isLocked() {
        return state.equals("55P03") || state.equals("40P01");
    }

    /** The connection is gone, so that nothing more can be run on it. */
    public boolean isConnectionLost() {
        return state.startsWith("08") || state.startsWith("57P");
    }

    /** The role may not do this. */
    public boolean isForbidden() {
        return state.equals("42501");
    }

    /** A statement took longer than it was given. */
    public boolean isOverdue() {
        return state.equals("57014");
    }

    /** The default partition holds rows of the new one. */
    public boolean isInDefault() {
        return state.equals("23514");
    }
}
