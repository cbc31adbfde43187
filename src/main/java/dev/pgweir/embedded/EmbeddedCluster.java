package dev.pgweir.embedded;

import static java.util.Comparator.comparing;

import dev.pgweir.cluster.Credentials;
import dev.pgweir.cluster.NodeDefinition;
import dev.pgweir.cluster.NodeSource;
import dev.pgweir.embedded.server.DataDirectory;
import dev.pgweir.embedded.server.PostgresServer;
import dev.pgweir.embedded.server.Replication;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A primary and its streaming replicas, run by this process for as long as the object is open. */
final class EmbeddedCluster implements NodeSource, AutoCloseable {

    static final String DATABASE = "pgweir";

    private static final Credentials GATEWAY = new Credentials("pgweir", "");
    private static final Logger log = LoggerFactory.getLogger(EmbeddedCluster.class);

    private final Workspace workspace;
    private final List<PostgresServer> servers = new ArrayList<>();

    private EmbeddedCluster(Workspace workspace) {
        this.workspace = workspace;
    }

    /** Starts the cluster, and makes whatever of it does not exist yet. */
    static EmbeddedCluster start(EmbeddedProperties properties) throws IOException, SQLException {
        var cluster = new EmbeddedCluster(Workspace.open(properties));
        try {
            cluster.startServers(properties);
            return cluster;
        } catch (RuntimeException | IOException | SQLException exception) {
            cluster.close();
            throw exception;
        }
    }

    private void startServers(EmbeddedProperties properties) throws IOException, SQLException {
        log.info("Starting embedded PostgreSQL in {}", workspace.folder());
        var layout = Layout.of(workspace.folder(), properties.replicas());
        var ports = Ports.choose(properties.port(), layout.nodes().size());
        for (var node : layout.nodes()) {
            var data = new DataDirectory(workspace.folder().resolve(node));
            servers.add(new PostgresServer(node, workspace.binaries(), data, ports.get(servers.size())));
        }
        var primary = servers.getFirst();
        startPrimary(primary);
        Bootstrap.run(primary, properties);
        new Replication(primary).establish(servers.subList(1, servers.size()), workspace.kept());
        servers.forEach(server -> log.info("{} is up: {}", server.name(), server.url(DATABASE)));
    }

    private void startPrimary(PostgresServer primary) throws IOException {
        if (!primary.data().isWhole()) {
            primary.data().initialize(workspace.binaries());
        }
        primary.data().configure(workspace.kept());
        // After a crash there may be much log to recover from.
        primary.start(Duration.ofMinutes(5));
    }

    @Override
    public List<NodeDefinition> nodes() {
        return servers.stream()
                .map(server -> new NodeDefinition(server.name(), server.url(DATABASE), 1, GATEWAY))
                .toList();
    }

    /** In the order of the nodes. */
    List<PostgresServer> servers() {
        return servers;
    }

    /** Stops the primary first, so that the replicas receive the last of its log. */
    @Override
    public void close() throws IOException {
        try (workspace) {
            servers.stream()
                    .sorted(comparing(server -> server.data().isStandby()))
                    .forEach(workspace.kept() ? PostgresServer::stop : PostgresServer::abort);
        }
    }
}
