package dev.pgweir.cluster.monitor;

import static java.util.Objects.requireNonNullElse;

import dev.pgweir.cluster.Lsn;
import dev.pgweir.cluster.NodeDefinition;
import dev.pgweir.cluster.NodeState;
import dev.pgweir.cluster.Role;
import dev.pgweir.cluster.TimelineHistory;
import java.net.SocketTimeoutException;
import java.sql.Connection;
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

    private static final String PROGRESS = "SELECT pg_last_wal_replay_lsn() WHERE pg_is_in_recovery()";

    /** The role may read it where it was granted EXECUTE on the function. */
    private static final String HISTORY = """
            SELECT pg_read_file('pg_wal/' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8) || '.history')
             WHERE has_function_privilege('pg_read_file(text)', 'EXECUTE')
            """;

    private static final Logger log = LoggerFactory.getLogger(ConnectionProbe.class);

    private final PGSimpleDataSource dataSource;
    private final Duration timeout;
    private Optional<Connection> connection = Optional.empty();
    private int reachedTimeline;
    private int timeline;
    private Optional<TimelineHistory> history = Optional.empty();

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
    public Optional<Lsn> replayed() {
        if (connection.isEmpty()) {
            return Optional.empty();
        }
        try (var statement = connection.get().prepareStatement(PROGRESS);
                var row = statement.executeQuery()) {
            return row.next() ? Optional.ofNullable(row.getString(1)).map(Lsn::parse) : Optional.empty();
        } catch (SQLException failure) {
            log.debug("A node did not tell how far it is", failure);
            return Optional.empty();
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
            reachedTimeline = 0;
        }
        return connection.get();
    }

    private NodeState down(SQLException failure, boolean timedOut) {
        var reason = timedOut
                ? "no answer within %d ms".formatted(timeout.toMillis())
                : requireNonNullElse(failure.getMessage(), failure.toString());
        return new NodeState.Down(reason);
    }

    private NodeState answer(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(QUESTION);
                var row = statement.executeQuery()) {
            row.next();
            var role = row.getBoolean("in_recovery") ? Role.REPLICA : Role.PRIMARY;
            // A replica that streams no more forgets what it has received, but cannot go back while its server runs.
            reachedTimeline = Math.max(reachedTimeline, row.getInt("timeline"));
            var found = reachedTimeline;
            return new NodeState.Up(
                    role,
                    row.getLong("system_identifier"),
                    found,
                    Lsn.parse(row.getString("lsn")),
                    role == Role.PRIMARY ? historyOf(found, connection) : Optional.empty(),
                    Instant.now());
        }
    }

    /** It never changes, so it is read once. */
    private Optional<TimelineHistory> historyOf(int found, Connection connection) throws SQLException {
        if (found == 1) {
            return Optional.of(TimelineHistory.ofTheFirst());
        }
        if (found != timeline) {
            try (var statement = connection.prepareStatement(HISTORY);
                    var row = statement.executeQuery()) {
                history = row.next() ? Optional.of(TimelineHistory.parse(row.getString(1))) : Optional.empty();
            }
            timeline = found;
        }
        return history;
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
