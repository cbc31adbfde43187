package dev.pgweir.demo.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** An embedded cluster of a primary and two replicas, with the gateway that runs it. */
public final class Lab implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path logs;
    private final Gateway gateway;
    private final List<Node> nodes;

    private Lab(Path logs, Gateway gateway) {
        this.logs = logs;
        this.gateway = gateway;
        this.nodes = gateway.cluster()
                .path("nodes")
                .valueStream()
                .map(node ->
                        Node.of(node.path("name").asString(), node.path("url").asString()))
                .toList();
    }

    /** Starts it, on free ports and in a temporary folder. */
    public static Lab start(Path logs) {
        return new Lab(logs, Gateway.start(logs.resolve("gateway.log"), Stream.of("pgweir.embedded.replicas=2")));
    }

    /** The gateway that runs the cluster, with default settings. */
    public Gateway gateway() {
        return gateway;
    }

    /** A client of that gateway. */
    public Http http() {
        return gateway.http();
    }

    /** All nodes, whatever their roles. */
    public List<Node> nodes() {
        return nodes;
    }

    /** The node that is written to. */
    public Node primary() {
        var name = gateway.cluster().path("primary").asString();
        return nodes.stream().filter(node -> node.name().equals(name)).findAny().orElseThrow();
    }

    /** The others that are up. */
    public List<Node> replicas() {
        var up = upNodes();
        var primary = primary();
        return nodes.stream()
                .filter(node -> !node.equals(primary) && up.contains(node.name()))
                .toList();
    }

    /** Another gateway before the same nodes. */
    public Gateway anotherGateway(String name, String... settings) {
        var places = IntStream.range(0, nodes.size())
                .boxed()
                .flatMap(i -> Stream.of(
                        "pgweir.cluster.nodes[%d].name=%s"
                                .formatted(i, nodes.get(i).name()),
                        "pgweir.cluster.nodes[%d].url=%s"
                                .formatted(i, nodes.get(i).url())));
        var all = new ArrayList<>(List.of("pgweir.cluster.username=pgweir", "pgweir.cluster.password="));
        all.addAll(List.of(settings));
        return Gateway.start(logs.resolve(name + ".log"), Stream.concat(places, all.stream()));
    }

    /** Changes tables, and waits until the replicas and the gateway know. */
    public void define(String... statements) {
        primary().execute(statements);
        awaitReplay();
        gateway.refreshCatalog();
    }

    /** Waits until each replica has replayed what is written by now. */
    public void awaitReplay() {
        var written = primary().value("SELECT pg_current_wal_insert_lsn()::text", String.class);
        for (var replica : replicas()) {
            Waiting.until(
                    replica.name() + " has replayed " + written,
                    PATIENCE,
                    () -> replica.value("SELECT pg_last_wal_replay_lsn() >= '%s'".formatted(written), Boolean.class));
        }
    }

    /** Whether commits wait until a replica, any of them, has them too. */
    public void replicateSynchronously(boolean synchronous) {
        primary()
                .execute(
                        "ALTER SYSTEM SET synchronous_standby_names = '%s'".formatted(synchronous ? "ANY 1 (*)" : ""),
                        "SELECT pg_reload_conf()");
    }

    /** Lets time go by, as between faults. */
    public void pass(Duration time) {
        Waiting.pause(time);
    }

    /** Puts the most advanced replica in the place of the dead primary, and waits until all nodes are back. */
    public void promote() {
        Waiting.until(
                "the gateway knows that the primary is dead",
                PATIENCE,
                () -> gateway.cluster().path("primary").asString("").isEmpty());
        gateway.promote();
        Waiting.until("all nodes are up", PATIENCE, () -> upNodes().size() == nodes.size());
    }

    private List<String> upNodes() {
        return gateway.cluster()
                .path("nodes")
                .valueStream()
                .filter(node -> node.path("state").path("status").asString().equals("up"))
                .map(node -> node.path("name").asString())
                .toList();
    }

    @Override
    public void close() {
        gateway.close();
    }
}
