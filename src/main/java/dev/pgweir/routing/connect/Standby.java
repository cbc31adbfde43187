package dev.pgweir.routing.connect;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/** Whether the server of a connection is a standby, which it keeps current on the connection itself, so that looking costs no round trip. */
public final class Standby {

    private Standby() {}

    /** Whether it is one, as far as the last answer told. */
    public static boolean isBehind(Connection connection) throws SQLException {
        return connection.isWrapperFor(RelayedConnection.class)
                ? connection.unwrap(RelayedConnection.class).isStandby()
                : isReported(connection);
    }

    static boolean isReported(Connection connection) throws SQLException {
        return "on".equals(connection.unwrap(PGConnection.class).getParameterStatus("in_hot_standby"));
    }
}
