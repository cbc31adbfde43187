package dev.pgweir.web;

import static dev.pgweir.testing.Answers.problem;
import static dev.pgweir.testing.Answers.rows;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import dev.pgweir.testing.RawClient;
import dev.pgweir.testing.RawHttp2Client;
import dev.pgweir.testing.SharedSchema;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What clients expect of any good server of HTTP. */
@GatewayTest
class HttpIntegrationTests {

    private static final String PAGE = "/sales?order=order_id&limit=200";

    private final Gateway gateway;

    @Autowired
    HttpIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @AfterEach
    void dropTables() {
        SharedSchema.change(gateway, "DROP TABLE IF EXISTS readable, keyless");
    }

    @ParameterizedTest
    @ValueSource(strings = {PAGE, "/sales/1,2026-01-01", "/sales?nosuch=eq.1", "/nosuch", "/v3/api-docs"})
    void answersHeadWithTheHeadersOfGet(String path) {
        var get = gateway.get(path, "Prefer", "wait=9");
        var head = gateway.send("HEAD", path, "", "Prefer", "wait=9");

        assertThat(head.statusCode()).isEqualTo(get.statusCode());
        assertThat(head.body()).isEmpty();
        assertThat(stable(head)).isEqualTo(stable(get));
    }

    @Test
    void tellsTheLengthOfWhatHeadLeavesOut() {
        var length = gateway.get(PAGE).body().getBytes(UTF_8).length;

        assertThat(gateway.send("HEAD", PAGE, "").headers().firstValueAsLong("Content-Length"))
                .hasValue(length);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /sales              | DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT
            /sales/1,2024-01-01 | DELETE,GET,HEAD,OPTIONS,PATCH,PUT
            """)
    void tellsTheMethodsOfAResource(String path, String methods) {
        var answer = gateway.send("OPTIONS", path, "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(allow(answer)).containsExactlyInAnyOrder(methods.split(","));
        assertThat(answer.headers().firstValue("Accept-Patch")).contains("application/json");
    }

    @Test
    void tellsOnlyOfMethodsThatTheRoleHasThePrivilegesFor() {
        SharedSchema.change(
                gateway,
                "CREATE TABLE readable (id int PRIMARY KEY)",
                "REVOKE ALL ON readable FROM pgweir",
                "GRANT SELECT ON readable TO pgweir",
                "CREATE TABLE keyless (id int)");

        var readable = gateway.send("OPTIONS", "/readable", "");
        assertThat(allow(readable)).containsExactlyInAnyOrder("GET", "HEAD", "OPTIONS");
        assertThat(readable.headers().firstValue("Accept-Patch")).isEmpty();
        assertThat(allow(gateway.send("OPTIONS", "/readable/1", "")))
                .containsExactlyInAnyOrder("GET", "HEAD", "OPTIONS");
        problem(gateway.send("OPTIONS", "/keyless/1", ""), 404, "no-such-route");
        var nothing = gateway.send("OPTIONS", "/nosuch", "");
        problem(nothing, 404, "no-such-route");
        assertThat(nothing.headers().firstValue("Allow")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sales", "/sales/1,2024-01-01", "/nosuch"})
    void tellsAPageOfAnotherOriginThatMayNotAskTheSameAsAnybody(String path) {
        var preflight = gateway.send(
                "OPTIONS", path, "", "Origin", "https://app.example", "Access-Control-Request-Method", "GET");
        var plain = gateway.send("OPTIONS", path, "");

        assertThat(preflight.statusCode()).isEqualTo(plain.statusCode());
        assertThat(preflight.headers().allValues("Allow"))
                .isEqualTo(plain.headers().allValues("Allow"));
        assertThat(preflight.headers().map()).doesNotContainKey("access-control-allow-origin");
    }

    @ParameterizedTest
    @CsvSource({"PROPFIND, /sales", "LOCK, /sales", "POST, '/sales/1,2024-01-01'"})
    void namesTheOtherMethodsWhereItRefusesOne(String method, String path) {
        var answer = gateway.send(method, path, "");

        problem(answer, 405, "method-not-allowed");
        assertThat(allow(answer)).contains("GET").isEqualTo(allow(gateway.send("OPTIONS", path, "")));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /sales?limit=1, 200 OK",
        "GET, /sales?nosuch=eq.1, 400 Bad Request",
        "GET, /nosuch, 404 Not Found",
        "DELETE, /sales?order_id=eq.-1, 204 No Content",
        "PUT, '/users/1,2', 400 Bad Request",
        "TRACE, /sales, 405 Method Not Allowed",
        "GET, /a b, 400 Bad Request"
    })
    void namesTheStatusInWords(String method, String path, String status) throws IOException {
        try (var client = new RawClient(gateway)) {
            client.send(method + " " + path + " HTTP/1.1\nHost: localhost\nConnection: close\n\n");

            assertThat(client.readToEnd()).startsWith("HTTP/1.1 " + status + "\r\n");
        }
    }

    @Test
    void refusesToReflectRequests() throws IOException {
        try (var client = new RawClient(gateway)) {
            client.send("TRACE /sales HTTP/1.1\nHost: localhost\nCookie: secret\nConnection: close\n\n");

            assertThat(client.readToEnd())
                    .startsWith("HTTP/1.1 405 ")
                    .contains("application/problem+json", "\"type\":\"urn:pgweir:problem:method-not-allowed\"")
                    .doesNotContain("secret");
        }
    }

    @Test
    void compressesLongAnswersForThoseWhoTakeThem() throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(gateway.uri(PAGE)).header("Accept-Encoding", "gzip");
            var answer = client.send(request.build(), BodyHandlers.ofInputStream());

            assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
            assertThat(vary(answer)).contains("accept-encoding");
            try (var body = new GZIPInputStream(answer.body())) {
                assertThat(new String(body.readAllBytes(), UTF_8))
                        .isEqualTo(gateway.get(PAGE).body());
            }
        }
        assertThat(gateway.get(PAGE).headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(gateway.get("/sales?limit=1", "Accept-Encoding", "gzip")
                        .headers()
                        .firstValue("Content-Encoding"))
                .isEmpty();
    }

    @Test
    void compressesLongProblems() {
        var answer = gateway.get("/sales?select=" + "x".repeat(5000), "Accept-Encoding", "gzip");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
    }

    @Test
    void tellsCachesWhatAnAnswerDependsOn() {
        assertThat(vary(gateway.get("/sales?limit=1"))).contains("accept", "prefer");
        assertThat(vary(gateway.get("/nosuch"))).contains("accept", "prefer");
    }

    @Test
    void servesManyRequestsOverOneConnection() throws IOException {
        try (var client = new RawClient(gateway)) {
            for (var i = 0; i < 200; i++) {
                client.request("GET /sales?limit=1");
            }
            client.send("GET /nosuch HTTP/1.1\nHost: localhost\nConnection: close\n\n");

            assertThat(client.readToEnd().split("HTTP/1.1 200 ", -1)).hasSize(201);
        }
    }

    @Test
    void speaksHttp2WithThoseWhoBeginWithIt() throws IOException {
        var page = "/sales?order=order_id&limit=20";
        var expected = gateway.get(page).body();
        try (var client = new RawHttp2Client(gateway)) {
            for (var stream = 1; stream < 20; stream += 2) {
                client.get(stream, page);
            }
            for (var stream = 1; stream < 20; stream += 2) {
                assertThat(client.awaitBody(stream)).isEqualTo(expected);
            }
        }
    }

    @Test
    void upgradesNobodyToHttp2() throws IOException, InterruptedException {
        try (var client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
            var answer = client.send(HttpRequest.newBuilder(gateway.uri(PAGE)).build(), BodyHandlers.ofString());

            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
            assertThat(rows(answer)).hasSize(200);
        }
    }

    private static List<String> allow(HttpResponse<String> answer) {
        return values(answer, "Allow");
    }

    private static List<String> vary(HttpResponse<?> answer) {
        return values(answer, "Vary").stream().map(String::toLowerCase).toList();
    }

    private static List<String> values(HttpResponse<?> answer, String header) {
        return answer.headers().allValues(header).stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .map(String::strip)
                .toList();
    }

    /**
     * What does not differ between two equal requests, as the node may, and what the server itself writes into the log meanwhile; of a
     * length that is not known HEAD need not tell.
     */
    private static Map<String, List<String>> stable(HttpResponse<String> answer) {
        var headers = new TreeMap<>(answer.headers().map());
        headers.keySet().removeAll(List.of("date", "served-by", "transfer-encoding"));
        headers.replace("consistency-token", List.of("some"));
        return headers;
    }
}
