package dev.pgweir.testing;

import static org.awaitility.Awaitility.await;

import dev.pgweir.embedded.TestCluster;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Two gateways behind a plain load balancer: it asks each four times a second whether it is ready, gives requests to those that are in
 * turns, keeps connections, and repeats nothing. Clients read, write and export all the while.
 */
public final class RoundRobin implements AutoCloseable {

    private static final Duration LOOK_INTERVAL = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final TestCluster cluster;
    private final String[] settings;
    private final int[] ports = {freePort(), freePort()};
    private final StartedGateway[] gateways = new StartedGateway[2];
    private final boolean[] ready = new boolean[2];
    private final AtomicInteger turn = new AtomicInteger();
    private final NoteLoad load = new NoteLoad(HttpClient.newHttpClient(), () -> "http://localhost:" + next());
    private final HttpClient looks = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean running = true;

    private RoundRobin(TestCluster cluster, String... settings) {
        this.cluster = cluster;
        this.settings = settings;
    }

    /**
     * Starts both.
     *
     * @param settings besides those of the cluster
     */
    public static RoundRobin start(TestCluster cluster, String... settings) {
        var both = new RoundRobin(cluster, settings);
        both.startGateway(0);
        both.startGateway(1);
        both.threads.execute(both::look);
        await().until(both::areReady);
        return both;
    }

    private void startGateway(int number) {
        var all = Arrays.copyOf(settings, settings.length + 1);
        all[settings.length] = "server.port=" + ports[number];
        gateways[number] = StartedGateway.on(cluster, all);
    }

    /** Stops one as SIGTERM does, starts it again, and waits until it is given requests. */
    public void restart(int number) {
        gateways[number].close();
        startGateway(number);
        await().atMost(Duration.ofMinutes(1)).until(this::areReady);
    }

    /** The clients. */
    public NoteLoad load() {
        return load;
    }

    private synchronized boolean areReady() {
        return ready[0] && ready[1];
    }

    private synchronized int next() {
        var wanted = Math.floorMod(turn.getAndIncrement(), 2);
        return ready[wanted] ? ports[wanted] : ports[1 - wanted];
    }

    private void look() {
        try {
            while (running) {
                for (var number = 0; number < 2; number++) {
                    var found = isReady(ports[number]);
                    synchronized (this) {
                        ready[number] = found;
                    }
                }
                TimeUnit.NANOSECONDS.sleep(LOOK_INTERVAL.toNanos());
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isReady(int port) throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator/health/readiness"))
                    .timeout(PATIENCE)
                    .build();
            return looks.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException down) {
            return false;
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        load.close();
        running = false;
        threads.close();
        looks.close();
        for (var gateway : gateways) {
            gateway.close();
        }
    }
}
