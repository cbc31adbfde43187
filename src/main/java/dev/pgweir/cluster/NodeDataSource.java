package dev.pgweir.cluster;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Opens connections to one node, with the password as of that moment. A server on another machine is told the password only in
 * the ways that the credentials allow, unless the URL of the node says otherwise. Thread-safe once it is set up.
 */
public final class NodeDataSource extends PGSimpleDataSource {

    private final transient Credentials credentials;

    public NodeDataSource(NodeDefinition node) {
        this.credentials = node.credentials();
        setUrl(node.url());
        setUser(credentials.username());
        if (getRequireAuth() == null
                && !credentials.requireAuth().isEmpty()
                && !node.address().isLoopback()) {
            setRequireAuth(credentials.requireAuth());
        }
    }

    /**
     * Gives up on a node that does not answer.
     *
     * @param applicationName as which the server shows the connections
     * @param connect how long a connection may take
     * @param answer how long the server may be silent, zero for any time; both in whole seconds, rounded up
     */
    public NodeDataSource(NodeDefinition node, String applicationName, Duration connect, Duration answer) {
        this(node);
        setApplicationName(applicationName);
        setConnectTimeout(wholeSeconds(connect));
        setSocketTimeout(wholeSeconds(answer));
    }

    private static int wholeSeconds(Duration duration) {
        return Math.toIntExact(duration.plusMillis(999).toSeconds());
    }

    @Override
    public Connection getConnection() throws SQLException {
        return getConnection(credentials.username(), password());
    }

    private String password() throws SQLException {
        try {
            return credentials.currentPassword();
        } catch (IOException unreadable) {
            throw new SQLException("pgweir.cluster.password-file cannot be read: " + unreadable, unreadable);
        }
    }
}
