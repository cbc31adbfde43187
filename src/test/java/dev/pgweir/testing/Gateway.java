package dev.pgweir.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.springframework.core.env.Environment;

/** A plain HTTP client for the gateway under test. Thread-safe. */
public class Gateway {

    private final HttpClient client = HttpClient.newHttpClient();
    private final Environment environment;

    public Gateway(Environment environment) {
        this.environment = environment;
    }

    /** Where the gateway listens. */
    public URI uri(String pathAndQuery) {
        return URI.create("http://localhost:" + environment.getProperty("local.server.port") + pathAndQuery);
    }

    /** Sends a GET. */
    public HttpResponse<String> get(String pathAndQuery, String... headers) {
        return send("GET", pathAndQuery, "", headers);
    }

    /** Sends a request with a body; no content type unless the headers give one. */
    public HttpResponse<String> send(String method, String pathAndQuery, String body, String... headers) {
        var request = HttpRequest.newBuilder(uri(pathAndQuery))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(method + " " + pathAndQuery + " was not answered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
