package dev.pgweir.web.limit;

import static dev.pgweir.testing.Answers.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgweir.testing.RawClient;
import dev.pgweir.testing.SecuredSchema;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a caller may not have more of at a time is there again when a request ends, however it does. */
class PlacesAtATimeIntegrationTests {

    private static final Duration SOON = Duration.ofSeconds(20);

    private static final List<String> NOTES = List.of(
            "CREATE TABLE note (id int PRIMARY KEY, body text)",
            "CREATE VIEW unending AS SELECT generate_series(1, 1000000000) AS n, repeat('x', 100) AS filler",
            "CREATE FUNCTION slow() RETURNS text STABLE LANGUAGE sql AS 'SELECT pg_sleep(3)::text'",
            "GRANT ALL ON note, unending TO {user}");

    private static SecuredSchema schema;

    @BeforeAll
    static void start() {
        schema = SecuredSchema.of("places", NOTES, "pgweir.limits.caller.requests=2", "pgweir.limits.caller.streams=1");
    }

    @AfterAll
    static void stop() {
        schema.close();
    }

    @Test
    void requestsThatEnd() throws Exception {
        var token = schema.bearer("user", "alice");
        try (var threads = Executors.newFixedThreadPool(2)) {
            var first = threads.submit(() -> sleep(token));
            var second = threads.submit(() -> sleep(token));
            await().atMost(SOON).until(() -> isRefused(token));
            assertThat(list(schema.bearer("user", "bob")).statusCode()).isEqualTo(200);
            assertThat(first.get()).isEqualTo(200);
            assertThat(second.get()).isEqualTo(200);
        }
        awaitAllFree(token);
    }

    /** Comes again where another request has the place for a moment. */
    private static int sleep(String token) {
        var status = 429;
        while (status == 429) {
            status = schema.http().get("/rpc/slow", "Authorization", token).statusCode();
        }
        return status;
    }

    @Test
    void requestsWhoseClientsLeaveWithinTheirBody() throws IOException {
        var token = schema.bearer("user", "carol");
        try (var first = letIn(token);
                var second = letIn(token)) {
            assertThat(isRefused(token)).isTrue();
            first.hangUp();
            second.sayGoodbye();
            awaitAllFree(token);
        }
    }

    @Test
    void requestsWhoseBodyCameLate() throws IOException {
        var token = schema.bearer("user", "dave");
        try (var first = letIn(token);
                var second = letIn(token)) {
            first.send("{\"id\": ");
            second.send("{\"id\": ");
            assertThat(isRefused(token)).isTrue();
            first.send("1}");
            second.send("x}");
            assertThat(first.readToEnd()).contains("HTTP/1.1 201");
            assertThat(second.readToEnd()).contains("HTTP/1.1 400");
            awaitAllFree(token);
        }
    }

    /** A client who has yet to send its body, and was asked for it. */
    private static RawClient letIn(String token) throws IOException {
        var client = new RawClient(schema.http()).send(headOfAWrite(token));
        assertThat(client.read(12)).isEqualTo("HTTP/1.1 100");
        return client;
    }

    private static String headOfAWrite(String token) {
        return """
                POST /note HTTP/1.1
                Host: localhost
                Connection: close
                Authorization: %s
                Content-Type: application/json
                Content-Length: 9
                Expect: 100-continue

                """.formatted(token);
    }

    @Test
    void exportsWhoseClientsLeave() throws IOException {
        var token = schema.bearer("user", "erin");
        for (var i = 0; i < 3; i++) {
            try (var reader = RawClient.narrow(schema.http())) {
                reader.send("GET /unending HTTP/1.1\nHost: localhost\nAccept: text/csv\nAuthorization: %s\n\n"
                        .formatted(token));
                assertThat(reader.read(12)).isEqualTo("HTTP/1.1 200");
                assertThat(cause(export(token))).isEqualTo("streams");
                assertThat(list(token).statusCode()).isEqualTo(200);
                reader.hangUp();
            }
            await().atMost(SOON).until(() -> export(token).statusCode() == 200);
        }
        awaitAllFree(token);
    }

    @Test
    void oneWhoAsksForOneThingAfterTheOtherIsNeverRefused() {
        var token = schema.bearer("user", "frank");
        for (var i = 0; i < 200; i++) {
            assertThat(export(token).statusCode()).isEqualTo(200);
        }
    }

    /** Both places are there: one that was lost would keep one of two requests out. */
    private static void awaitAllFree(String token) {
        await().atMost(SOON).until(() -> {
            try (var one = new RawClient(schema.http())) {
                var letIn = one.send(headOfAWrite(token)).read(12).equals("HTTP/1.1 100");
                return letIn && list(token).statusCode() == 200;
            }
        });
    }

    private static boolean isRefused(String token) {
        var answer = list(token);
        return answer.statusCode() == 429 && cause(answer).equals("requests");
    }

    private static HttpResponse<String> list(String token) {
        return schema.http().get("/note", "Authorization", token);
    }

    private static HttpResponse<String> export(String token) {
        return schema.http().get("/note", "Authorization", token, "Accept", "text/csv");
    }

    private static String cause(HttpResponse<String> refused) {
        return problem(refused, 429, "too-many-requests").path("cause").asString();
    }
}
