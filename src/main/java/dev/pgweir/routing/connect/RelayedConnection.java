package dev.pgweir.routing.connect;

import dev.pgweir.cluster.link.ServerSession;
import dev.pgweir.routing.checkout.DelegatingConnection;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * A connection over a pooler. What that reports of the server when a connection is opened is what the server told it first of all, maybe
 * before it became a standby or was promoted; what it reports from then on is what the server tells. For one thread at a time.
 */
final class RelayedConnection extends DelegatingConnection {

    private final boolean reportedAtFirst;
    private boolean standbyAtFirst;

    /** @param session as the server itself has told when the connection was opened */
    RelayedConnection(Connection connection, ServerSession session) throws SQLException {
        super(connection);
        this.standbyAtFirst = session.standby();
        this.reportedAtFirst = Standby.isReported(connection);
    }

    /** Where a standby was reported to be none from the first, a promotion changes nothing that is reported: the server is asked. */
    boolean isStandby() throws SQLException {
        var reported = Standby.isReported(delegate());
        if (reported != reportedAtFirst) {
            return reported;
        }
        if (standbyAtFirst && !reportedAtFirst) {
            standbyAtFirst = ServerSession.of(delegate()).standby();
        }
        return standbyAtFirst;
    }

    /** Also finds this connection itself, below the steps that are put around it. */
    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type == RelayedConnection.class ? type.cast(this) : super.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type == RelayedConnection.class || super.isWrapperFor(type);
    }
}
