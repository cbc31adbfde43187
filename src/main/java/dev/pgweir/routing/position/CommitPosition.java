package dev.pgweir.routing.position;

import dev.pgweir.cluster.LogPosition;
import dev.pgweir.cluster.Lsn;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.PGConnection;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/** Commits, and asks in the same message where the log stands then: the position inside the transaction would be too small. */
public final class CommitPosition {

    private static final String COMMIT = """
            COMMIT; SELECT lsn, pg_walfile_name(lsn) FROM pg_current_wal_insert_lsn() AS lsn""";

    private static final int TIMELINE_DIGITS = 8;
    private static final int HEXADECIMAL = 16;

    private CommitPosition() {}

    /**
     * Commits the transaction of a connection.
     *
     * @return where it ends at the latest; empty where nothing was begun, or where nothing can have been written
     */
    public static Optional<LogPosition> commit(Connection connection) throws SQLException {
        var driver = connection.unwrap(BaseConnection.class);
        // On a failed transaction the server would take the text for a rollback, and the driver would not see it.
        if (driver.getTransactionState() != TransactionState.OPEN || isStandby(driver)) {
            connection.commit();
            return Optional.empty();
        }
        var position = committed(connection);
        connection.commit(); // nothing is open any more, which only the pool does not know yet
        return Optional.of(position);
    }

    private static boolean isStandby(PGConnection driver) {
        return "on".equals(driver.getParameterStatus("in_hot_standby"));
    }

    private static LogPosition committed(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(COMMIT)) {
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
