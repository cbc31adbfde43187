package dev.pgweir.cluster.monitor;

import static java.util.Objects.requireNonNullElse;

import dev.pgweir.cluster.Lsn;
import dev.pgweir.cluster.NodeDataSource;
import dev.pgweir.cluster.NodeDefinition;
import dev.pgweir.cluster.NodeState;
import dev.pgweir.cluster.Privilege;
import dev.pgweir.cluster.Role;
import dev.pgweir.cluster.TimelineHistory;
import dev.pgweir.cluster.link.Link;
import dev.pgweir.cluster.link.Pooler;
import dev.pgweir.cluster.link.ServerSession;
import dev.pgweir.cluster.link.UnsuitableLink;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.postgresql.util.PSQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one statement over a connection of its own, which is opened when needed and kept for as long as it works. What the
 * role may not ask is left out, and never makes a node look down. Confined to the thread that watches the node.
 */
final class ConnectionProbe implements NodeProbe {

    private static final String PROGRESS = "SELECT pg_last_wal_replay_lsn() WHERE pg_is_in_recovery()";

    /** What a role or a database may have set otherwise, and would make questions fail. None of these needs a snapshot. */
    private static final String SETTINGS = """
            SET default_transaction_isolation = 'read committed'; SET default_transaction_deferrable = off;
            SET statement_timeout = 0; SET idle_session_timeout = 0; SET search_path = 'pg_catalog'""";

    /** How often it is asked again what the role may ask, and where the link leads: either may have changed in the meantime. */
    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(30);

    /** Longer than connections to a node live on that counts as down: those that are open may lead anywhere. */
    private static final Duration DISTRUST = Duration.ofSeconds(11);

    private static final Logger log = LoggerFactory.getLogger(ConnectionProbe.class);

    private final NodeDefinition node;
    private final NodeDataSource dataSource;
    private final Link link;
    private final Duration timeout;
    private Optional<ServerSession> session = Optional.empty();
    private Optional<Distrust> distrust = Optional.empty();
    private Optional<Connection> connection = Optional.empty();
    private Optional<Question> question = Optional.empty();
    private long questionAsOf;
    private int reachedTimeline;
    private int timeline;
    private Set<Privilege> reported = Set.of();
    private Optional<TimelineHistory> history = Optional.empty();

    /**
     * That connections to the node do not lead where they must.
     *
     * @param reason why not, for people
     * @param since when that was found, as of {@link System#nanoTime}
     */
    private record Distrust(String reason, long since) {

        boolean lasts() {
            return System.nanoTime() - since < DISTRUST.toNanos();
        }
    }

    ConnectionProbe(NodeDefinition node, Duration timeout, Pooler pooler) {
        this.node = node;
        this.dataSource = dataSource(node, timeout);
        this.link = new Link(pooler, dataSource);
        this.timeout = timeout;
    }

    @Override
    public NodeState ask() {
        if (distrust.filter(Distrust::lasts).isPresent()) {
            return new NodeState.Down(distrust.get().reason());
        }
        var reused = connection.isPresent();
        try {
            return answer(connected(), currentQuestion());
        } catch (UnsuitableLink unsuitable) {
            close();
            distrust(String.valueOf(unsuitable.getMessage()));
            return down(unsuitable, false);
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

    /** Logged once, for the event that the node is down may have had another reason before. */
    private void distrust(String reason) {
        if (distrust.filter(known -> known.reason().equals(reason)).isEmpty()) {
            log.error("{}: {}", node.name(), reason);
        }
        distrust = Optional.of(new Distrust(reason, System.nanoTime()));
    }

    private Connection connected() throws SQLException {
        if (connection.isEmpty()) {
            var opened = dataSource.getConnection();
            connection = Optional.of(opened);
            try (var statement = opened.createStatement()) {
                statement.execute(SETTINGS);
            }
            question = Optional.empty();
            reachedTimeline = 0;
        }
        return connection.get();
    }

    private NodeState down(SQLException failure, boolean timedOut) {
        var reason = timedOut
                ? "no answer within %d ms".formatted(timeout.toMillis())
                : requireNonNullElse(failure.getMessage(), failure.toString()) + cause(failure);
        return new NodeState.Down(reason);
    }

    /** Looked up again now and then, and where the last answer was that something is forbidden. */
    private Question currentQuestion() throws SQLException {
        var now = System.nanoTime();
        if (question.isEmpty() || now - questionAsOf > LOOK_INTERVAL.toNanos()) {
            var allowed = Question.on(connected());
            session = Optional.of(link.verify(connected()));
            distrust = Optional.empty();
            if (!allowed.missing().equals(reported)) {
                report(allowed.missing());
            }
            question = Optional.of(allowed);
            questionAsOf = now;
        }
        return question.get();
    }

    private void report(Set<Privilege> missing) {
        reported = missing;
        timeline = 0;
        for (var privilege : missing) {
            log.warn(
                    "{}: {}. To mend it: {}",
                    node.name(),
                    privilege.effect(),
                    privilege.grantTo(node.credentials().username()));
        }
    }

    /** Of a host that is not found the driver says only that the attempt failed. */
    private static String cause(SQLException failure) {
        return failure.getCause() instanceof UnknownHostException unknown
                ? " The host %s is not known.".formatted(unknown.getMessage())
                : "";
    }

    private NodeState answer(Connection connection, Question question) throws SQLException {
        try (var statement = connection.prepareStatement(question.state());
                var row = statement.executeQuery()) {
            row.next();
            if (session.isPresent()) {
                session.get().requireServedBy(row.getInt("pid"));
            }
            var role = row.getBoolean("in_recovery") ? Role.REPLICA : Role.PRIMARY;
            // A replica that streams no more forgets what it has received, but cannot go back while its server runs.
            reachedTimeline = Math.max(reachedTimeline, row.getInt("timeline"));
            var found = reachedTimeline;
            return new NodeState.Up(
                    role,
                    question.has(Privilege.IDENTITY) ? row.getLong("system_identifier") : NodeState.Up.UNTOLD,
                    found,
                    Lsn.parse(row.getString("lsn")),
                    role == Role.PRIMARY ? historyOf(found, connection, question) : Optional.empty(),
                    question.missing(),
                    Instant.now());
        }
    }

    /** It never changes, so it is read once. */
    private Optional<TimelineHistory> historyOf(int found, Connection connection, Question question)
            throws SQLException {
        if (found == 1) {
            return Optional.of(TimelineHistory.ofTheFirst());
        }
        if (found != timeline) {
            history = question.has(Privilege.HISTORY) ? history(connection) : Optional.empty();
            timeline = found;
        }
        return history;
    }

    /** Empty where the server keeps the file no more, or not where it is looked for: no reason to do without the node. */
    private Optional<TimelineHistory> history(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(Question.HISTORY);
                var row = statement.executeQuery()) {
            row.next();
            return Optional.of(TimelineHistory.parse(row.getString(1)));
        } catch (PSQLException failure) {
            if (failure.getServerErrorMessage() == null) {
                throw failure;
            }
            log.warn(
                    "{}: {}, as the history of its timeline could not be read",
                    node.name(),
                    Privilege.HISTORY.effect(),
                    failure);
            return Optional.empty();
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException failure) {
            log.debug("Closing a probe's connection failed", failure);
        }
    }

    private static NodeDataSource dataSource(NodeDefinition node, Duration timeout) {
        var dataSource = new NodeDataSource(node, "pgweir-monitor", timeout, timeout);
        dataSource.setLoginTimeout(dataSource.getConnectTimeout());
        dataSource.setTcpKeepAlive(true);
        return dataSource;
    }
}
