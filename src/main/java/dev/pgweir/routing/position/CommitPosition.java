package dev.pgweir.routing.position;

import dev.pgweir.cluster.LogPosition;
import dev.pgweir.cluster.Lsn;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.PGConnection;
import org.postgresql.PGStatement;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/** Commits, and asks in the same message where the log stands then: the position inside the transaction would be too small. */
public final class CommitPosition {

    private static final String COMMIT = "COMMIT";

    private static final String POSITION = "; SELECT lsn, pg_walfile_name(lsn) FROM pg_current_wal_insert_lsn() AS lsn";

    private static final int TIMELINE_DIGITS = 8;
    private static final int HEXADECIMAL = 16;

    private CommitPosition() {}

    /**
     * Commits the transaction of a connection.
     *
     * @param behind statements to run behind the COMMIT in the same message, each after a semicolon
     * @return where it ends at the latest; empty where nothing was begun, or where nothing can have been written
     */
    public static Optional<LogPosition> commit(Connection connection, String behind) throws SQLException {
        var driver = connection.unwrap(BaseConnection.class);
        // On a failed transaction the server would take the text for a rollback, and the driver would not see it.
        if (driver.getTransactionState() != TransactionState.OPEN || isStandby(driver)) {
            connection.commit();
            return Optional.empty();
        }
        var position = committed(connection, behind);
        connection.commit(); // nothing is open any more, which only the pool does not know yet
        return Optional.of(position);
    }

    private static boolean isStandby(PGConnection driver) {
        return "on".equals(driver.getParameterStatus("in_hot_standby"));
    }

    private static LogPosition committed(Connection connection, String behind) throws SQLException {
        try (var statement = connection.prepareStatement(COMMIT + POSITION + behind)) {
            // A trigger may have dropped what the session has prepared, but what is committed must not fail for that.
            statement.unwrap(PGStatement.class).setPrepareThreshold(0);
            statement.execute();
            statement.getMoreResults();
            try (var row = statement.getResultSet()) {
                row.next();
                var timeline = row.getString(2).substring(0, TIMELINE_DIGITS);
                return new LogPosition(Integer.parseUnsignedInt(timeline, HEXADECIMAL), Lsn.parse(row.getString(1)));
            }
        }
    }
}
