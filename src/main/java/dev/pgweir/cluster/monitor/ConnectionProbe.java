package dev.pgweir.cluster.monitor;

import static java.util.Objects.requireNonNullElse;

import dev.pgweir.cluster.Lsn;
import dev.pgweir.cluster.NodeDefinition;
import dev.pgweir.cluster.NodeState;
import dev.pgweir.cluster.Role;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks one statement over a connection of its own, which is opened when needed and kept for as long as it works. */
final class ConnectionProbe implements NodeProbe {

    /**
     * Runs unprivileged on primaries and replicas. A replica has three sources for its timeline, each of which may be
     * empty, hidden or behind but never ahead. A primary's control file lags after a promotion, its log does not.
     */
    private static final String QUESTION = """
            SELECT in_recovery,
                   (SELECT system_identifier FROM pg_control_system()) AS system_identifier,
                   CASE WHEN in_recovery
                        THEN greatest(
                            (SELECT received_tli FROM pg_stat_wal_receiver),
                            (SELECT min_recovery_end_timeline FROM pg_control_recovery()),
                            (SELECT timeline_id FROM pg_control_checkpoint()))
                        ELSE ('x' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8))::bit(32)::int
                   END AS timeline,
                   CASE WHEN in_recovery
                        THEN coalesce(pg_last_wal_replay_lsn(), '0/0')
                        ELSE pg_current_wal_insert_lsn()
                   END AS lsn
              FROM pg_is_in_recovery() AS in_recovery
            """;

    private static final Logger log = LoggerFactory.getLogger(ConnectionProbe.class);

    private final PGSimpleDataSource dataSource;
    private final Duration timeout;
    private Optional<Connection> connection = Optional.empty();

    ConnectionProbe(NodeDefinition node, Duration timeout) {
        this.dataSource = dataSource(node, timeout);
        this.timeout = timeout;
    }

    @Override
    public NodeState ask() {
        var reused = connection.isPresent();
        try {
            return answer(connected());
        } catch (SQLException failure) {
            close();
            var timedOut = failure.getCause() instanceof SocketTimeoutException;
            // A kept connection may be lost though the server is well, as after a restart: only a new one can tell.
            return reused && !timedOut ? ask() : down(failure, timedOut);
        }
    }

    @Override
    public void close() {
        connection.ifPresent(ConnectionProbe::close);
        connection = Optional.empty();
    }

    private Connection connected() throws SQLException {
        if (connection.isEmpty()) {
            connection = Optional.of(dataSource.getConnection());
        }
        return connection.get();
    }

    private NodeState down(SQLException failure, boolean timedOut) {
        var reason = timedOut
                ? "no answer within %d ms".formatted(timeout.toMillis())
                : requireNonNullElse(failure.getMessage(), failure.toString());
        return new NodeState.Down(reason, Instant.now());
    }

    private static NodeState answer(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(QUESTION);
                var row = statement.executeQuery()) {
            row.next();
            return up(row);
        }
    }

    private static NodeState up(ResultSet row) throws SQLException {
        return new NodeState.Up(
                row.getBoolean("in_recovery") ? Role.REPLICA : Role.PRIMARY,
                row.getLong("system_identifier"),
                row.getInt("timeline"),
                Lsn.parse(row.getString("lsn")),
                Instant.now());
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException failure) {
            log.debug("Closing a probe's connection failed", failure);
        }
    }

    private static PGSimpleDataSource dataSource(NodeDefinition node, Duration timeout) {
        var seconds = Math.toIntExact(timeout.plusMillis(999).toSeconds());
        var dataSource = new PGSimpleDataSource();
        dataSource.setUrl(node.url());
        dataSource.setUser(node.credentials().username());
        dataSource.setPassword(node.credentials().password());
        dataSource.setApplicationName("pgweir-monitor");
        dataSource.setConnectTimeout(seconds);
        dataSource.setLoginTimeout(seconds);
        dataSource.setSocketTimeout(seconds);
        dataSource.setTcpKeepAlive(true);
        return dataSource;
    }
}
