package dev.pgweir.routing.position;

import dev.pgweir.cluster.LogPosition;
import dev.pgweir.cluster.Lsn;
import dev.pgweir.routing.session.Session;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads, with each query that is prepared on a connection, how far the node has come once the query has run: in a statement of
 * its own that travels in the same message, so that no round trip is added. What the query showed was in the log by then.
 */
public final class SeenPositions {

    private static final String POSITION = """

            ; SELECT in_recovery,
                     CASE WHEN in_recovery THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_insert_lsn() END
                FROM pg_is_in_recovery() AS in_recovery""";

    private final Session session;
    private final long systemIdentifier;
    private final int timeline;
    private final BiConsumer<Boolean, Lsn> listener;

    /**
     * @param session told of each position
     * @param systemIdentifier the cluster's identity
     * @param timeline that of the node, as of its last probe
     * @param listener told whether the node was replaying, and how far it was
     */
    public SeenPositions(Session session, long systemIdentifier, int timeline, BiConsumer<Boolean, Lsn> listener) {
        this.session = session;
        this.systemIdentifier = systemIdentifier;
        this.timeline = timeline;
        this.listener = listener;
    }

    /**
     * The connection, on which prepared queries bring the position along. Statements that are prepared with more than their
     * text want keys or kinds of results that queries do not have.
     */
    public Connection observe(Connection connection) {
        return proxy(
                Connection.class,
                (_, method, arguments) ->
                        method.getName().equals("prepareStatement") && arguments != null && arguments.length == 1
                                ? observe(connection.prepareStatement(arguments[0] + POSITION))
                                : invoke(connection, method, arguments));
    }

    private PreparedStatement observe(PreparedStatement statement) {
        return proxy(
                PreparedStatement.class,
                (_, method, arguments) -> method.getName().equals("executeQuery") && arguments == null
                        ? query(statement)
                        : invoke(statement, method, arguments));
    }

    private ResultSet query(PreparedStatement statement) throws SQLException {
        statement.execute();
        var rows = statement.getResultSet();
        statement.getMoreResults(Statement.KEEP_CURRENT_RESULT);
        try (var position = statement.getResultSet()) {
            position.next();
            var lsn = Lsn.parse(position.getString(2));
            listener.accept(position.getBoolean(1), lsn);
            session.read(systemIdentifier, new LogPosition(timeline, lsn));
        }
        return rows;
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable Object invoke(Object target, Method method, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }
}
