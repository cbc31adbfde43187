package dev.pgweir.routing.connect;

import dev.pgweir.cluster.link.Link;
import dev.pgweir.cluster.link.Pooler;
import dev.pgweir.cluster.link.ServerSession;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import javax.sql.DataSource;
import org.postgresql.core.BaseConnection;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Opens the connections of a pool, and tells of each. Over a pooler, the first is compared to another one: users of a pooler may differ
 * in how it has them share sessions, and the monitor comes as one user only.
 */
public final class NodeConnections extends DelegatingDataSource {

    /** As in {@code pg_type.dat}; the type has no arrays, and no type has a number below zero. */
    private static final int UNKNOWN = 705;

    private static final int NO_ARRAY = -1;

    private final Link link;
    private final Runnable onConnect;
    private volatile boolean verified;

    /** @param onConnect told of each connection */
    public NodeConnections(DataSource driver, Pooler pooler, Runnable onConnect) {
        super(driver);
        this.link = new Link(pooler, driver);
        this.onConnect = onConnect;
    }

    @Override
    public Connection getConnection() throws SQLException {
        var connection = super.getConnection();
        try {
            knowUnknown(connection);
            var opened = link.pooler() == Pooler.NONE
                    ? connection
                    : new RelayedConnection(connection, sessionOf(connection));
            onConnect.run();
            return opened;
        } catch (SQLException unusable) {
            connection.close();
            throw unusable;
        }
    }

    private ServerSession sessionOf(Connection connection) throws SQLException {
        if (verified) {
            return ServerSession.of(connection);
        }
        var session = link.verify(connection);
        verified = true;
        return session;
    }

    /** Values are bound as {@code unknown}, whose number the driver would otherwise ask each server connection for. */
    private static void knowUnknown(Connection connection) throws SQLException {
        connection
                .unwrap(BaseConnection.class)
                .getTypeInfo()
                .addCoreType("unknown", UNKNOWN, Types.OTHER, Object.class.getName(), NO_ARRAY);
    }
}
