package dev.pgweir.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgweir.cluster.NodeDefinition;
import dev.pgweir.cluster.control.FollowOutcome;
import dev.pgweir.cluster.control.NodeControl;
import dev.pgweir.embedded.server.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.test.context.DynamicPropertyRegistry;

/**
 * A real cluster with the sample data for tests of any module, and the faults that may befall it. Share one where the
 * test leaves its servers alone; start an own one for faults.
 */
public final class TestCluster implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static @Nullable TestCluster shared;

    private final EmbeddedCluster cluster;
    private final Sessions sessions = new Sessions();

    private TestCluster(EmbeddedCluster cluster) {
        this.cluster = cluster;
    }

    /** The cluster that all tests of this JVM share: {@code primary}, {@code replica-1}, {@code replica-2}. */
    public static synchronized TestCluster shared() {
        if (shared == null) {
            shared = start(2);
            Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
        }
        return shared;
    }

    /** A cluster of the caller's own, in a temporary folder. */
    public static TestCluster start(int replicas) {
        return start(new EmbeddedProperties(replicas, "", 0, 0.01));
    }

    static TestCluster start(EmbeddedProperties properties) {
        try {
            return new TestCluster(EmbeddedCluster.start(properties));
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        } catch (SQLException exception) {
            throw new IllegalStateException(exception);
        }
    }

    /** The nodes, as the gateway would be told of them. */
    public List<NodeDefinition> nodes() {
        return cluster.nodes();
    }

    /** The node of a name. */
    public NodeDefinition node(String name) {
        return nodes().stream()
                .filter(node -> node.name().equals(name))
                .findAny()
                .orElseThrow(() -> new NoSuchElementException(name));
    }

    /** Points an application context at this cluster. */
    public void register(DynamicPropertyRegistry registry) {
        var nodes = nodes();
        for (var i = 0; i < nodes.size(); i++) {
            var node = nodes.get(i);
            var prefix = "pgweir.cluster.nodes[" + i + "].";
            registry.add(prefix + "name", node::name);
            registry.add(prefix + "url", node::url);
            registry.add(prefix + "weight", node::weight);
        }
        registry.add("pgweir.cluster.username", nodes.getFirst().credentials()::username);
        registry.add("pgweir.cluster.password", nodes.getFirst().credentials()::password);
    }

    /** Opens a connection to a node as the superuser. */
    public Connection connect(String node) throws SQLException {
        return server(node).connect(EmbeddedCluster.DATABASE);
    }

    /** Runs statements on the primary as the superuser, each in a transaction of its own. */
    public void execute(String... sql) {
        var primary = server(primary());
        for (var statement : sql) {
            sessions.ask(primary, client -> client.sql(statement).update());
        }
    }

    /** Asks a node for one value, as the superuser. */
    public <T> T query(String node, String sql, Class<T> type) {
        return sessions.ask(server(node), client -> client.sql(sql).query(type).single());
    }

    /** The name of the node that accepts writes: where several would, the one of the newest timeline. */
    public String primary() {
        return cluster.servers().stream()
                .filter(sessions::answers)
                .map(PostgresServer::name)
                .filter(node -> !query(node, "SELECT pg_is_in_recovery()", Boolean.class))
                .max(Comparator.comparing(this::timeline))
                .orElseThrow(() -> new IllegalStateException("no primary lives"));
    }

    private Integer timeline(String node) {
        return query(
                node,
                "SELECT ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::int",
                Integer.class);
    }

    /** Kills a node's server and its children with SIGKILL. */
    public void kill(String node) {
        server(node).kill();
    }

    /** Stops all processes of a node with SIGSTOP: connections stay open, nothing answers. */
    public void freeze(String node) {
        signal("-STOP", server(node));
    }

    /** Lets a frozen node go on. */
    public void thaw(String node) {
        signal("-CONT", server(node));
    }

    /** Shuts a node down in good order. */
    public void stop(String node) {
        server(node).stop();
    }

    /** Starts a node again, after {@link #stop} or {@link #kill} or while it runs, on its old port and with its old files. */
    public void restart(String node) {
        server(node).stop();
        server(node).start(PATIENCE);
    }

    /** Makes a replica a primary; the other replicas do not follow it. */
    public void promote(String node) {
        query(node, "SELECT pg_promote()", Boolean.class);
    }

    /**
     * Hands over to a replica in good order: no matter who writes, nothing is lost, and all other nodes follow it. Whoever writes
     * meanwhile fails, unless a gateway holds him.
     */
    public void switchover(String to) {
        control().promote(node(to), PATIENCE);
        for (var node : nodes()) {
            if (!node.name().equals(to)) {
                assertThat(control().follow(node, node(to))).isInstanceOf(FollowOutcome.Streaming.class);
            }
        }
    }

    /** What gives the nodes other roles, for a gateway that is told of them as if they were not its own. */
    public NodeControl control() {
        return new EmbeddedNodeControl(cluster.servers());
    }

    /** Waits until every living replica of the primary has replayed what the primary has written by now. */
    public void awaitReplay() {
        var written = query(primary(), "SELECT pg_current_wal_insert_lsn()::text", String.class);
        for (var server : cluster.servers()) {
            if (sessions.answers(server) && query(server.name(), "SELECT pg_is_in_recovery()", Boolean.class)) {
                await(server.name() + " replays " + written)
                        .atMost(PATIENCE)
                        .pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> query(
                                server.name(),
                                "SELECT pg_last_wal_replay_lsn() >= '" + written + "'::pg_lsn",
                                Boolean.class));
            }
        }
    }

    @Override
    public void close() {
        cluster.servers().forEach(server -> signal("-CONT", server));
        sessions.close();
        try {
            cluster.close();
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    private PostgresServer server(String name) {
        return cluster.servers().stream()
                .filter(server -> server.name().equals(name))
                .findAny()
                .orElseThrow(() -> new NoSuchElementException(name));
    }

    private static void signal(String signal, PostgresServer server) {
        var pids = server.processes().map(process -> Long.toString(process.pid()));
        var command = Stream.concat(Stream.of("kill", signal), pids).toList();
        if (command.size() > 2) {
            try {
                new ProcessBuilder(command).start().onExit().join();
            } catch (IOException exception) {
                throw new UncheckedIOException(exception);
            }
        }
    }
}
