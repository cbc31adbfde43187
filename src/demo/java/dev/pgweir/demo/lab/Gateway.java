package dev.pgweir.demo.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A gateway in a process of its own, as in production. It ends with this process at the latest. */
public final class Gateway implements AutoCloseable {

    /** The options of the container image. */
    private static final List<String> OPTIONS = List.of("-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-Xmx512m");

    private static final Duration STARTING = Duration.ofMinutes(3);
    private static final Duration ENDING = Duration.ofSeconds(30);

    private final Process process;
    private final Thread killer;
    private final Http http;

    private Gateway(Process process, int port) {
        this.process = process;
        this.killer = Thread.ofPlatform().unstarted(process::destroy);
        this.http = new Http(URI.create("http://127.0.0.1:" + port));
        Runtime.getRuntime().addShutdownHook(killer);
    }

    /**
     * Starts one, and waits until it can read.
     *
     * @param log the file for what it says
     * @param settings keys and values, as in {@code pgweir.routing.pool-size=4}
     */
    static Gateway start(Path log, Stream<String> settings) {
        try {
            var port = freePort();
            var command = new ArrayList<String>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(OPTIONS);
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.pgweir.PgweirApplication"));
            command.add("--server.port=" + port);
            settings.map(setting -> "--" + setting).forEach(command::add);
            Files.createDirectories(log.toAbsolutePath().getParent());
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            var gateway = new Gateway(process, port);
            gateway.awaitReady(log);
            return gateway;
        } catch (IOException failure) {
            throw new IllegalStateException("The gateway does not start", failure);
        }
    }

    private void awaitReady(Path log) {
        Waiting.until("the gateway is ready; its log is " + log, STARTING, () -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("The gateway has ended: look at " + log);
            }
            return isReady();
        });
    }

    private boolean isReady() {
        try {
            return http.get("/actuator/health/readiness").statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    public Http http() {
        return http;
    }

    /** Says whether a node may be read from. */
    public void serve(String node, boolean serving) {
        http.operate(
                "PATCH",
                "/admin/cluster/nodes/" + node,
                "{\"duty\":\"%s\"}".formatted(serving ? "serving" : "drained"));
    }

    /** Has it look at the tables again. */
    void refreshCatalog() {
        try {
            var answer = http.send("POST", "/admin/catalog/refresh", "");
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(answer.body());
            }
        } catch (IOException failure) {
            throw new IllegalStateException("The catalog cannot be read again", failure);
        }
    }

    JsonNode cluster() {
        return http.operate("GET", "/admin/cluster", "");
    }

    /** Puts the most advanced replica in the place of a dead primary, and has the others follow it. */
    void promote() {
        http.operate("POST", "/admin/cluster/promote", "{}");
    }

    /** Ends it in good order. */
    @Override
    public void close() {
        http.close();
        process.destroy();
        Waiting.until("the gateway has ended", ENDING, () -> !process.isAlive());
        Runtime.getRuntime().removeShutdownHook(killer);
    }
}
