package dev.pgweir.cluster.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;

/** Answers {@code GET /cluster} as Patroni does, with the members that a test names. */
public final class FakePatroni implements AutoCloseable {

    private final HttpServer server;
    private volatile int status = 200;
    private volatile String answer = "{\"members\": [], \"scope\": \"test\"}";

    private FakePatroni(HttpServer server) {
        this.server = server;
        server.createContext("/cluster", this::answer);
        server.start();
    }

    public static FakePatroni start() {
        try {
            return new FakePatroni(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    /** A member, in the shape of Patroni 4; {@code tags} is JSON. */
    public static String member(String name, String role, String host, int port, String tags) {
        return """
                {"name": "%s", "role": "%s", "state": "%s", "api_url": "http://%s:8008/patroni", "host": "%s", "port": %d,
                 "timeline": 1, "tags": %s, "receive_lag": 0, "receive_lsn": "0/4000060", "lag": 0, "lsn": "0/4000060"}
                """.formatted(name, role, role.equals("leader") ? "running" : "streaming", host, host, port, tags);
    }

    /** Names these members from now on. */
    public void name(List<String> members) {
        answer = members.stream()
                .collect(Collectors.joining(
                        ",",
                        "{\"members\": [",
                        "], \"scope\": \"test\", \"scheduled_switchover\": {\"at\": \"2030-09-24T10:36:00+02:00\"}}"));
    }

    /** Answers with this status from now on. */
    public void answerWith(int code) {
        status = code;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        var body = answer.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
