package dev.pgweir.web.replay;

import static dev.pgweir.testing.Answers.problem;
import static dev.pgweir.web.EntryTable.ITEM;
import static dev.pgweir.web.EntryTable.stored;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import dev.pgweir.web.EntryTable;
import dev.pgweir.web.WithEntryTable;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Writes that carry an Idempotency-Key, and their repeats. */
@GatewayTest
class IdempotencyIntegrationTests implements WithEntryTable {

    private static final String ROW = "{\"day\": \"2025-02-03\", \"note\": \"once\"}";

    private final Gateway gateway;
    private final String key = UUID.randomUUID().toString();

    @Autowired
    IdempotencyIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @Test
    void makesOneRowOfManyIdenticalRequestsAtOnce() throws ExecutionException, InterruptedException {
        var requests = 32;
        List<Future<HttpResponse<String>>> sent = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(requests)) {
            for (var i = 0; i < requests; i++) {
                sent.add(threads.submit(() -> send("POST", "/entry", ROW, "Prefer", "return=representation")));
            }
        }
        List<HttpResponse<String>> answers = new ArrayList<>();
        for (var request : sent) {
            answers.add(request.get());
        }

        assertThat(stored(gateway)).hasSize(3).last().asString().contains("once");
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
            assertThat(answer.body()).isEqualTo(answers.getFirst().body()).contains("\"id\":3");
            assertThat(answer.headers().firstValue("Location")).contains("/entry/3,2025-02-03");
            assertThat(answer.headers().firstValue("Preference-Applied")).contains("return=representation");
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        });
        assertThat(answers).filteredOn(answer -> !isReplayed(answer)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PATCH  | {"note": "changed"} | 204
            PUT    | {"note": "changed"} | 204
            DELETE | ''                  | 204
            """)
    void answersTheRepeatOfAChangeAsTheChange(String method, String body, int status) {
        var first = send(method, ITEM, body);
        assertThat(first.statusCode()).as(first.body()).isEqualTo(status);
        assertThat(isReplayed(first)).isFalse();
        EntryTable.fill();

        var second = send(method, ITEM, body);

        assertThat(second.statusCode()).isEqualTo(status);
        assertThat(isReplayed(second)).isTrue();
        assertThat(stored(gateway)).first().asString().contains("1.50 first");
    }

    @Test
    void answersTheRepeatOfAReplacementThatMadeTheRow() {
        var first = send("PUT", "/entry/9,2024-01-02", "{}", "Prefer", "return=representation");
        var second = send("PUT", "/entry/9,2024-01-02", "{}", "Prefer", "return=representation");

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POST | /entry              | {"day": "2025-02-04"}                 | return=minimal
            POST | /entry?select=id    | {"day": "2025-02-03", "note": "once"} | return=minimal
            POST | /entry              | {"day": "2025-02-03", "note": "once"} | return=representation
            PUT  | /entry/1,2024-06-01 | {"day": "2025-02-03", "note": "once"} | return=minimal
            """)
    void refusesTheKeyOfAnotherRequest(String method, String path, String body, String preference) {
        assertThat(send("POST", "/entry", ROW, "Prefer", "return=minimal").statusCode())
                .isEqualTo(201);

        problem(send(method, path, body, "Prefer", preference), 422, "idempotency-key-reused");
        assertThat(stored(gateway)).hasSize(3);
    }

    @Test
    void runsAWriteThatFailedAnew() {
        problem(send("POST", "/entry", "{\"id\": 1, \"day\": \"2024-06-01\"}"), 409, "duplicate-key");
        gateway.send("DELETE", ITEM, "");

        var repeated = send("POST", "/entry", "{\"id\": 1, \"day\": \"2024-06-01\"}");

        assertThat(repeated.statusCode()).isEqualTo(201);
        assertThat(isReplayed(repeated)).isFalse();
    }

    @Test
    void takesAQuotedKeyAndABareOneForTheSame() {
        assertThat(gateway.send("POST", "/entry", ROW, "Idempotency-Key", key).statusCode())
                .isEqualTo(201);
        assertThat(isReplayed(gateway.send("POST", "/entry", ROW, "Idempotency-Key", '"' + key + '"')))
                .isTrue();
        assertThat(stored(gateway)).hasSize(3);
    }

    @Test
    void refusesAMalformedKeyAndWritesNothing() {
        var problem = problem(
                gateway.send("POST", "/entry", ROW, "Idempotency-Key", "\"open"), 400, "malformed-idempotency-key");
        assertThat(problem.at("/errors/0/header").asString()).isEqualTo("Idempotency-Key");
        assertThat(stored(gateway)).hasSize(2);
    }

    @Test
    void servesNoTableOfItsOwn() {
        problem(gateway.get("/idempotency_record"), 404, "no-such-route");
        problem(gateway.get("/flyway_schema_history"), 404, "no-such-route");
    }

    private HttpResponse<String> send(String method, String path, String body) {
        return gateway.send(method, path, body, "Idempotency-Key", key);
    }

    private HttpResponse<String> send(String method, String path, String body, String header, String value) {
        return gateway.send(method, path, body, "Idempotency-Key", key, header, value);
    }

    private static boolean isReplayed(HttpResponse<String> answer) {
        return answer.headers().firstValue("Idempotency-Replayed").equals(Optional.of("true"));
    }
}
