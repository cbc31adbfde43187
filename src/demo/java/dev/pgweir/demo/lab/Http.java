package dev.pgweir.demo.lab;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of a gateway. Thread-safe. */
public final class Http implements AutoCloseable {

    private static final Duration LONGEST = Duration.ofSeconds(70);
    private static final JsonMapper JSON = new JsonMapper();

    private final URI gateway;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    Http(URI gateway) {
        this.gateway = gateway;
    }

    /** Sends a GET. */
    public HttpResponse<String> get(String pathAndQuery, String... headers) throws IOException {
        return send("GET", pathAndQuery, "", headers);
    }

    /** Sends a request, whose body is JSON if it has one. */
    public HttpResponse<String> send(String method, String pathAndQuery, String body, String... headers)
            throws IOException {
        var request = HttpRequest.newBuilder(gateway.resolve(pathAndQuery))
                .timeout(LONGEST)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(method + " " + pathAndQuery);
        }
    }

    /** Asks an operator's question, or gives an order. */
    JsonNode operate(String method, String path, String body) {
        try {
            var answer = send(method, path, body);
            if (answer.statusCode() / 100 != 2) {
                throw new IllegalStateException(
                        "%s %s: %d %s".formatted(method, path, answer.statusCode(), answer.body()));
            }
            return JSON.readTree(answer.body());
        } catch (IOException failure) {
            throw new IllegalStateException(method + " " + path, failure);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
