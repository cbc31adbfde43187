package dev.pgweir.embedded;

import dev.pgweir.embedded.server.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * The superuser's sessions on the servers of a test cluster. They are kept, for a new one takes a server longer than most
 * questions do, and each question finds its session like new. Thread-safe.
 */
final class Sessions implements AutoCloseable {

    /** How long a server takes at most to answer, unless it is frozen. */
    private static final int SECONDS = 1;

    private static final int UNLIMITED = 0;

    private final Map<PostgresServer, Queue<Connection>> kept = new ConcurrentHashMap<>();

    /** Asks a server something, which may take any time. */
    <T> T ask(PostgresServer server, Function<JdbcClient, T> question) {
        try {
            var connection = keptOn(server).orElse(null);
            return ask(server, connection == null ? open(server, UNLIMITED) : connection, question);
        } catch (SQLException exception) {
            throw new IllegalStateException(exception);
        }
    }

    private <T> T ask(PostgresServer server, Connection connection, Function<JdbcClient, T> question)
            throws SQLException {
        try {
            var answer = question.apply(JdbcClient.create(new SingleConnectionDataSource(connection, true)));
            keep(server, connection);
            return answer;
        } catch (RuntimeException failure) {
            connection.close();
            throw failure;
        }
    }

    /** Whether a server lives, and is not frozen. */
    boolean answers(PostgresServer server) {
        try {
            var connection = keptOn(server).orElse(null);
            keep(server, connection == null ? open(server, SECONDS) : connection);
            return true;
        } catch (SQLException down) {
            return false;
        }
    }

    private void keep(PostgresServer server, Connection connection) {
        of(server).add(connection);
    }

    private Optional<Connection> keptOn(PostgresServer server) throws SQLException {
        for (var connection = of(server).poll();
                connection != null;
                connection = of(server).poll()) {
            if (isMadeLikeNew(connection)) {
                return Optional.of(connection);
            }
            connection.close();
        }
        return Optional.empty();
    }

    private static boolean isMadeLikeNew(Connection connection) {
        try (var statement = connection.createStatement()) {
            limit(connection, SECONDS);
            statement.execute("DISCARD ALL");
            limit(connection, UNLIMITED);
            return true;
        } catch (SQLException lost) {
            return false;
        }
    }

    /** Prepares nothing: what a statement gives may be of another type the next time. */
    private static Connection open(PostgresServer server, int seconds) throws SQLException {
        var url = server.url(EmbeddedCluster.DATABASE) + "?prepareThreshold=0&connectTimeout=%1$d&socketTimeout=%1$d";
        var connection = DriverManager.getConnection(url.formatted(seconds), PostgresServer.SUPERUSER, "");
        limit(connection, UNLIMITED);
        return connection;
    }

    private static void limit(Connection connection, int seconds) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, 1000 * seconds);
    }

    private Queue<Connection> of(PostgresServer server) {
        return kept.computeIfAbsent(server, _ -> new ConcurrentLinkedQueue<>());
    }

    @Override
    public void close() {
        kept.values().forEach(connections -> connections.forEach(Sessions::close));
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException exception) {
            throw new IllegalStateException(exception);
        }
    }
}
