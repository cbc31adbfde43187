package dev.pgweir.proxy;

import dev.pgweir.cluster.NodeDefinition;
import dev.pgweir.embedded.TestCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A PgBouncer in front of each of some nodes. */
final class PgBouncers implements AutoCloseable {

    static final String NOT_TESTED = "NOT TESTED: no PgBouncer here; on Debian: apt-get install pgbouncer";

    /** As docs/how-to/behind-pgbouncer.md has them. */
    static final String[] SESSION = {
        "pool_mode = session", "default_pool_size = 60", "max_client_conn = 200", "server_login_retry = 1"
    };

    private final List<ProxyProcess> processes = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();
    private final Path folder;

    private PgBouncers(Path folder) {
        this.folder = folder;
    }

    static boolean areInstalled() {
        return ProxyProcess.isInstalled("pgbouncer", NOT_TESTED);
    }

    /** Starts one for each node. */
    static PgBouncers before(TestCluster cluster, Path folder, String... settings) {
        var all = new PgBouncers(folder);
        try {
            for (var node : cluster.nodes()) {
                all.start(node, settings);
            }
            return all;
        } catch (IOException e) {
            all.close();
            throw new UncheckedIOException(e);
        }
    }

    private void start(NodeDefinition node, String... settings) throws IOException {
        var port = ProxyProcess.freePort();
        var own = Files.createDirectories(folder.resolve(node.name()));
        write(own, node, port, settings);
        var program = ProxyProcess.installed("pgbouncer").orElseThrow().toString();
        processes.add(ProxyProcess.start(own, port, List.of(program, "pgbouncer.ini")));
        ports.add(port);
    }

    /** Gives them other settings, as an operator does while they run. */
    void change(TestCluster cluster, String... settings) throws IOException {
        for (var i = 0; i < processes.size(); i++) {
            write(processes.get(i).folder(), cluster.nodes().get(i), ports.get(i), settings);
            processes.get(i).reload();
        }
    }

    /** Any user may log in: that is not what is tested. */
    private static void write(Path own, NodeDefinition node, int port, String... settings) throws IOException {
        Files.writeString(own.resolve("pgbouncer.ini"), """
                [databases]
                * = host=127.0.0.1 port=%d
                [users]
                %s
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = trust
                auth_file = users
                %s
                """.formatted(
                        node.address().port(),
                        lines(Stream.of(settings).filter(PgBouncers::isOfUser)),
                        port,
                        lines(Stream.of(settings).filter(setting -> !isOfUser(setting)))));
        Files.writeString(
                own.resolve("users"),
                Stream.of("pgweir", "pooled_login")
                        .map("\"%s\" \"\"%n"::formatted)
                        .reduce("", String::concat));
    }

    private static boolean isOfUser(String setting) {
        return setting.startsWith("pooled_login");
    }

    private static String lines(Stream<String> settings) {
        return String.join("\n", settings.toList());
    }

    /** The settings of a gateway that goes through them. */
    String[] settings(String... more) {
        var all = new ArrayList<>(List.of("pgweir.cluster.pooler=session"));
        for (var i = 0; i < ports.size(); i++) {
            all.add("pgweir.cluster.nodes[%d].url=%s".formatted(i, url(i)));
        }
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    /** The URL of a node through its PgBouncer. */
    String url(int node) {
        return "jdbc:postgresql://127.0.0.1:%d/pgweir".formatted(ports.get(node));
    }

    @Override
    public void close() {
        processes.forEach(ProxyProcess::close);
    }
}
