package dev.pgweir.cluster.link;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to a node. It must give each connection a session of its own: settings, locks and prepared statements of a shared one would
 * be those of somebody else. And it must lead to one server only: what one tells of its role and its log is not true of another.
 *
 * @param pooler what operators say that stands in between
 * @param node opens further connections
 */
public record Link(Pooler pooler, DataSource node) {

    private static final Logger log = LoggerFactory.getLogger(Link.class);

    /**
     * Compares a connection to another one, which is opened for that.
     *
     * @return the session of the connection
     * @throws UnsuitableLink where the link is not as it must be
     */
    public ServerSession verify(Connection connection) throws SQLException {
        var session = ServerSession.of(connection);
        // A server introduces itself by the number of its process, a pooler by one that it has made up.
        if (pooler == Pooler.NONE
                && session.pid() != connection.unwrap(PGConnection.class).getBackendPID()) {
            throw UnsuitableLink.ofPoolerThatIsNotTold();
        }
        var another = opened();
        if (another.isPresent()) {
            try (var other = another.get()) {
                for (var i = 0; i < rounds(); i++) {
                    compare(session, other);
                    session.requireServedBy(ServerSession.of(connection).pid());
                }
            }
        }
        return session;
    }

    /** A pooler that shares sessions hands out the one that was last given back, or the next in turn. */
    private int rounds() {
        return switch (pooler) {
            case NONE -> 1;
            case SESSION -> 3;
        };
    }

    private static void compare(ServerSession session, Connection other) throws UnsuitableLink {
        var found = sessionOf(other);
        if (found.isPresent() && !found.get().serverStart().equals(session.serverStart())) {
            throw UnsuitableLink.ofSeveralServers();
        }
        if (found.isPresent() && found.get().pid() == session.pid()) {
            throw UnsuitableLink.ofSharedSession();
        }
    }

    /** Empty where there is no place for one more: the next time will tell. */
    private Optional<Connection> opened() {
        try {
            return Optional.of(node.getConnection());
        } catch (SQLException none) {
            log.debug("No connection to compare another one to", none);
            return Optional.empty();
        }
    }

    private static Optional<ServerSession> sessionOf(Connection other) {
        try {
            return Optional.of(ServerSession.of(other));
        } catch (SQLException none) {
            log.debug("No session to compare another one to", none);
            return Optional.empty();
        }
    }
}
