package dev.pgweir.routing.position;

import static java.util.Objects.requireNonNullElse;

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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Reads, with each query that is prepared on a connection, how far the node has come once the query has run: in a statement of
 * its own that travels in the same message, so that no round trip is added. What the query showed was in the log by then.
 */
public final class SeenPositions {

    /** The server plans each of these anew for every query, so they are as plain as can be. */
    private static final String REPLAYED = "\n; SELECT pg_last_wal_replay_lsn()";

    private static final String WRITTEN = "\n; SELECT pg_current_wal_insert_lsn()";

    private final Session session;
    private final long systemIdentifier;
    private final int timeline;
    private final boolean replica;
    private final Consumer<Lsn> onReplay;

    /**
     * @param session told of each position
     * @param systemIdentifier the cluster's identity
     * @param timeline that of the node, as of its last probe
     * @param replica whether it was one then
     * @param onReplay told how far a replica was
     */
    public SeenPositions(
            Session session, long systemIdentifier, int timeline, boolean replica, Consumer<Lsn> onReplay) {
        this.session = session;
        this.systemIdentifier = systemIdentifier;
        this.timeline = timeline;
        this.replica = replica;
        this.onReplay = onReplay;
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
                                ? observe(connection.prepareStatement(arguments[0] + (replica ? REPLAYED : WRITTEN)))
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
        var lsn = position(statement.getResultSet());
        if (replica && isPromoted(statement.getConnection())) {
            seen(written(statement.getConnection()));
        } else {
            if (replica) {
                onReplay.accept(lsn);
            }
            seen(lsn);
        }
        return rows;
    }

    private void seen(Lsn lsn) {
        session.read(systemIdentifier, new LogPosition(timeline, lsn));
    }

    /** The server says so of itself with its answer. What a replica had replayed is less than what it showed then. */
    private static boolean isPromoted(Connection connection) throws SQLException {
        return "off".equals(connection.unwrap(PGConnection.class).getParameterStatus("in_hot_standby"));
    }

    private static Lsn written(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT pg_current_wal_insert_lsn()")) {
            return position(statement.executeQuery());
        }
    }

    private static Lsn position(ResultSet answer) throws SQLException {
        try (answer) {
            answer.next();
            return Lsn.parse(requireNonNullElse(answer.getString(1), "0/0"));
        }
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
