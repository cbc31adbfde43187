package dev.pgweir.ctl;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends operators' requests to a gateway. For one thread. */
record AdminClient(URI gateway, Optional<String> token) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(5);

    /** Longer than any switchover may take. */
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    /**
     * A request.
     *
     * @param path and query
     * @param body members of a JSON object; none for no body
     */
    record Call(String method, String path, Map<String, Object> body) {

        static Call get(String path) {
            return new Call("GET", path, Map.of());
        }
    }

    /** An answer. */
    record Answer(int status, String text) {

        boolean isRefusal() {
            return status / 100 != 2;
        }

        /** Missing where it is none. */
        JsonNode json() {
            try {
                return JSON.readTree(text);
            } catch (JacksonException other) {
                return JSON.missingNode();
            }
        }
    }

    Answer send(Call call) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(gateway + call.path()))
                .timeout(PATIENCE)
                .header("Accept", "application/json, application/problem+json");
        token.ifPresent(shown -> request.header("Authorization", "Bearer " + shown));
        if (call.body().isEmpty()) {
            request.method(call.method(), BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(call.method(), BodyPublishers.ofString(JSON.writeValueAsString(call.body())));
        }
        try (var client =
                HttpClient.newBuilder().connectTimeout(CONNECT_PATIENCE).build()) {
            var answer = client.send(request.build(), BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body());
        }
    }
}
