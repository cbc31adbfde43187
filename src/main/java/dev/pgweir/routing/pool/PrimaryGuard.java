package dev.pgweir.routing.pool;

import dev.pgweir.postgres.SqlState;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.postgresql.PGConnection;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Hands out a pool's connections for what needs the primary, but none to a standby, whatever the last probe said of the node. The
 * server itself keeps {@code in_hot_standby} current on the connection, so that looking costs no round trip.
 */
final class PrimaryGuard extends DelegatingDataSource {

    private static final int VALIDATION_SECONDS = 1;

    private final NodePool pool;

    PrimaryGuard(NodePool pool) {
        super(pool);
        this.pool = pool;
    }

    /** A standby counts as a lost node: whatever may be repeated is run again elsewhere. */
    @Override
    public Connection getConnection() throws SQLException {
        var connection = pool.getConnection();
        try {
            if (isStandby(connection) && isStandbyStill(connection)) {
                pool.writeRefused("it is a standby");
                throw new SQLTransientConnectionException(
                        "the node thought to be the primary is a standby", SqlState.UNABLE_TO_CONNECT);
            }
            return connection;
        } catch (SQLException unfit) {
            connection.close();
            throw unfit;
        }
    }

    /** A connection older than its server's promotion learns of it with the answer to its next message. */
    private static boolean isStandbyStill(Connection connection) throws SQLException {
        return !connection.isValid(VALIDATION_SECONDS) || isStandby(connection);
    }

    private static boolean isStandby(Connection connection) throws SQLException {
        return "on".equals(connection.unwrap(PGConnection.class).getParameterStatus("in_hot_standby"));
    }
}
