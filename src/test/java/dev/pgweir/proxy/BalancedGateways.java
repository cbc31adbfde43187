package dev.pgweir.proxy;

import static org.awaitility.Awaitility.await;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.routing.TrafficReport;
import dev.pgweir.testing.NoteLoad;
import dev.pgweir.testing.StartedGateway;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Two gateways behind an HAProxy with the configuration of {@code docker/haproxy}, and clients who read, write and export. */
final class BalancedGateways implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final TestCluster cluster;
    private final String schema;
    private final int[] ports = {ProxyProcess.freePort(), ProxyProcess.freePort()};
    private final StartedGateway[] gateways = new StartedGateway[2];
    private final Haproxy haproxy;
    private final NoteLoad load;

    private BalancedGateways(TestCluster cluster, Path folder, String schema) throws IOException {
        this.cluster = cluster;
        this.schema = schema;
        startGateway(0);
        startGateway(1);
        this.haproxy = Haproxy.start(
                folder,
                Files.readString(Path.of("docker/haproxy/haproxy.cfg"))
                        .replace("${HAPROXY_BIND}", "127.0.0.1:{port}")
                        .replace("${GATEWAY_1}", "127.0.0.1:" + ports[0])
                        .replace("${GATEWAY_2}", "127.0.0.1:" + ports[1]));
        this.load = new NoteLoad(
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(),
                () -> "http://127.0.0.1:" + haproxy.port());
    }

    static BalancedGateways start(TestCluster cluster, Path folder, String schema) throws IOException {
        return new BalancedGateways(cluster, folder, schema);
    }

    /** The proxy looks twice before it lets go of a gateway. */
    private void startGateway(int number) {
        gateways[number] = StartedGateway.on(
                cluster,
                "pgweir.schema=" + schema,
                "pgweir.own-schema=" + schema + "_own",
                "pgweir.web.shutdown-delay=2s",
                "server.port=" + ports[number]);
    }

    /** Stops one as SIGTERM does, starts it again, and waits until requests reach it through the proxy. */
    void restart(int number) {
        gateways[number].close();
        startGateway(number);
        var traffic = gateways[number].part(TrafficReport.class);
        await().atMost(PATIENCE)
                .until(() -> traffic.traffic().stream()
                                .mapToLong(node -> node.transactions().reads())
                                .sum()
                        > 20);
    }

    /** The clients. */
    NoteLoad load() {
        return load;
    }

    @Override
    public void close() {
        load.close();
        haproxy.close();
        for (var gateway : gateways) {
            gateway.close();
        }
    }
}
