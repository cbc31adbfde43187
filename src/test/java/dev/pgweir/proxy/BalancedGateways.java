package dev.pgweir.proxy;

import static org.awaitility.Awaitility.await;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.routing.TrafficReport;
import dev.pgweir.testing.StartedGateway;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/** Two gateways behind an HAProxy with the configuration of {@code docker/haproxy}, and clients who read, write and export. */
final class BalancedGateways implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int CLIENTS = 4;

    private final TestCluster cluster;
    private final String schema;
    private final int[] ports = {ProxyProcess.freePort(), ProxyProcess.freePort()};
    private final StartedGateway[] gateways = new StartedGateway[2];
    private final Haproxy haproxy;
    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final LongAdder answered = new LongAdder();
    private final LongAdder written = new LongAdder();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private volatile boolean running = true;

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

    /** Has clients ask while something happens. */
    void load(Runnable event) {
        var clients = IntStream.range(0, CLIENTS)
                .mapToObj(number -> threads.submit(() -> ask(number)))
                .toList();
        await().atMost(PATIENCE).until(() -> answered.sum() > 50);
        try {
            event.run();
        } finally {
            running = false;
            await().atMost(PATIENCE).until(() -> clients.stream().allMatch(each -> each.isDone()));
        }
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    long written() {
        return written.sum();
    }

    private void ask(int number) {
        for (var round = number; running; round++) {
            switch (round % 8) {
                case 0 -> write();
                case 1 -> send(to("/notes").header("Accept", "text/csv"));
                default -> send(to("/notes?limit=5"));
            }
        }
    }

    private void write() {
        var note = BodyPublishers.ofString("{\"note\":\"one more\"}");
        if (send(to("/notes").header("Content-Type", "application/json").POST(note))) {
            written.increment();
        }
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + haproxy.port() + path))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(PATIENCE);
    }

    private boolean send(HttpRequest.Builder request) {
        try {
            var answer = client.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() / 100 == 2) {
                answered.increment();
                return true;
            }
            failures.add(answer.statusCode() + " " + answer.body());
        } catch (IOException failure) {
            failures.add(request.build().method() + ": " + failure);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    @Override
    public void close() {
        running = false;
        threads.close();
        client.close();
        haproxy.close();
        for (var gateway : gateways) {
            gateway.close();
        }
    }
}
