package dev.pgweir.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.pgweir.cluster.NodeDefinition;
import dev.pgweir.embedded.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The statements that the servers of a cluster get from the gateway while this is open, as the servers themselves log them. */
public final class ServerLog implements AutoCloseable {

    private static final Pattern STATEMENT =
            Pattern.compile("pgweir\\|(?:LOG:  (?:execute [^:]+|statement)|STATEMENT): +(.*)", Pattern.DOTALL);

    private final TestCluster cluster;
    private final Map<Path, Long> beginnings = new HashMap<>();

    public ServerLog(TestCluster cluster) throws IOException {
        this.cluster = cluster;
        for (var node : nodes()) {
            configure(
                    node,
                    "ALTER SYSTEM SET log_statement = 'all'",
                    "ALTER SYSTEM SET log_line_prefix = '%a|'",
                    "ALTER SYSTEM SET log_parameter_max_length = 0");
            await().until(() -> "all".equals(cluster.query(node, "SHOW log_statement", String.class)));
            var file = Path.of(cluster.query(node, "SHOW data_directory", String.class))
                    .resolveSibling(node + ".log");
            beginnings.put(file, Files.size(file));
        }
    }

    /** The texts of the statements so far, each once; their parameters are not among them. */
    public Set<String> statements() throws IOException {
        Set<String> statements = new HashSet<>();
        for (var log : beginnings.entrySet()) {
            try (var lines = Files.newInputStream(log.getKey())) {
                lines.skipNBytes(log.getValue());
                // A line that continues an entry begins with a tab.
                for (var entry : new String(lines.readAllBytes(), UTF_8).split("\n(?!\t)", -1)) {
                    var statement = STATEMENT.matcher(entry);
                    if (statement.matches()) {
                        statements.add(statement.group(1));
                    }
                }
            }
        }
        return statements;
    }

    @Override
    public void close() {
        nodes().forEach(node -> configure(
                node,
                "ALTER SYSTEM RESET log_statement",
                "ALTER SYSTEM RESET log_line_prefix",
                "ALTER SYSTEM RESET log_parameter_max_length"));
    }

    private List<String> nodes() {
        return cluster.nodes().stream().map(NodeDefinition::name).toList();
    }

    private void configure(String node, String... settings) {
        try (var connection = cluster.connect(node);
                var statement = connection.createStatement()) {
            for (var setting : settings) {
                statement.execute(setting);
            }
            statement.execute("SELECT pg_reload_conf()");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
