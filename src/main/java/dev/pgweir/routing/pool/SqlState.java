package dev.pgweir.routing.pool;

import dev.pgweir.routing.LostConnection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A server's or the driver's five-character error code, and what it means for routing.
 *
 * @param code as in appendix A of PostgreSQL's manual
 */
public record SqlState(String code) {

    /** A statement was cancelled. */
    static final String CANCELLED = "57014";

    /** The client could not establish the connection. */
    static final String UNREACHABLE = "08001";

    /** The code of the first failure that has one, from the outermost to the cause of all. */
    public static Optional<SqlState> of(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return Optional.of(new SqlState(sql.getSQLState()));
            }
        }
        return Optional.empty();
    }

    /** Of an attempt to connect: the node went away, is about to, or is not ready yet. */
    boolean isConnectionRefused() {
        return LostConnection.isSaidBy(code);
    }

    /** The server takes no further connections, though it serves those it has. */
    boolean isTooManyConnections() {
        return code.equals("53300");
    }

    /** A write met a server, or a transaction, that only reads. */
    public boolean isReadOnly() {
        return code.equals("25006");
    }

    /** A read was cancelled in favour of somebody else: of replay on a replica, or of a deadlock's other side. */
    public boolean isConflict() {
        return code.equals("40001") || code.equals("40P01");
    }
}
