package dev.pgweir.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real Prometheus on a free port, which reads the metrics of gateways, and looks at its rules, every second. */
final class RunningPrometheus implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();
    private final Process process;
    private final URI address;

    private RunningPrometheus(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Starts one.
     *
     * @param folder where it keeps its data, and finds the rules in {@code rules.yaml}
     * @param gateways where they listen, as {@code localhost:8080}
     */
    static RunningPrometheus start(Path folder, List<String> gateways) throws IOException {
        var targets = gateways.stream().collect(Collectors.joining("', '", "['", "']"));
        var config = Files.writeString(folder.resolve("prometheus.yaml"), """
                global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}
                rule_files: [rules.yaml]
                scrape_configs:
                  - job_name: pgweir-shop
                    metrics_path: /actuator/prometheus
                    static_configs:
                      - targets: %s
                        labels: {namespace: shop}
                """.formatted(targets));
        var listens = "127.0.0.1:" + freePort();
        var process = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=" + listens)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
        var started = new RunningPrometheus(process, URI.create("http://" + listens));
        await().atMost(PATIENCE).until(started::isReady);
        return started;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private boolean isReady() throws InterruptedException {
        assertThat(process.isAlive()).as("Prometheus is running").isTrue();
        try {
            return client.send(
                                    HttpRequest.newBuilder(address.resolve("/-/ready"))
                                            .build(),
                                    BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** The series that a query has at this moment. */
    List<JsonNode> query(String expression) {
        return results(ask("query", Map.of("query", expression)));
    }

    /** The series that a query has had since then, second by second. */
    List<JsonNode> since(Instant start, String expression) {
        return results(ask(
                "query_range",
                Map.of(
                        "query",
                        expression,
                        "start",
                        Long.toString(start.getEpochSecond()),
                        "end",
                        Long.toString(Instant.now().getEpochSecond()),
                        "step",
                        "1")));
    }

    private static List<JsonNode> results(JsonNode data) {
        return data.get("result").valueStream().toList();
    }

    /** The alerts that are pending or firing. */
    Stream<JsonNode> alerts() {
        return ask("alerts", Map.of()).get("alerts").valueStream();
    }

    /** Its rules, and how they fare. */
    Stream<JsonNode> rules() {
        return ask("rules", Map.of())
                .get("groups")
                .valueStream()
                .flatMap(group -> group.get("rules").valueStream());
    }

    private JsonNode ask(String what, Map<String, String> parameters) {
        var form = parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        var request = HttpRequest.newBuilder(address.resolve("/api/v1/" + what));
        if (!form.isEmpty()) {
            request.header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(form));
        }
        try {
            var answer = json.readTree(
                    client.send(request.build(), BodyHandlers.ofString()).body());
            assertThat(Dashboard.text(answer, "status"))
                    .as("%s: %s", parameters, answer)
                    .isEqualTo("success");
            return answer.get("data");
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
