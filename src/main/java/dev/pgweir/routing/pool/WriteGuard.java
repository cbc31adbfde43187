package dev.pgweir.routing.pool;

import dev.pgweir.routing.NoNodeAvailable;
import dev.pgweir.routing.reset.SessionSettings;
import dev.pgweir.routing.reset.WriteSession;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Hands out a pool's connections for writing, but none to a standby, whatever the last probe said of the node. The
 * server itself keeps {@code in_hot_standby} current on the connection, so that looking costs no round trip.
 */
final class WriteGuard extends DelegatingDataSource {

    private static final int VALIDATION_SECONDS = 1;

    private final NodePool pool;
    private final SessionSettings settings;

    WriteGuard(NodePool pool, SessionSettings settings) {
        super(pool);
        this.pool = pool;
        this.settings = settings;
    }

    @Override
    public Connection getConnection() throws SQLException {
        var connection = pool.getConnection();
        try {
            if (isStandby(connection) && isStandbyStill(connection)) {
                pool.writeRefused("it is a standby");
                throw new NoNodeAvailable(false, "the node thought to be the primary is a standby");
            }
            return new WriteSession(connection, settings).proxy();
        } catch (SQLException | NoNodeAvailable unfit) {
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
