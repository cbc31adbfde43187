package dev.pgweir.web.header;

import static dev.pgweir.testing.Answers.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import dev.pgweir.testing.SharedSchema;
import dev.pgweir.web.EntryTable;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** Entity tags, and requests that depend on them. */
@GatewayTest
@TestPropertySource(properties = "pgweir.web.require-if-match=entry_guarded")
class ConditionsIntegrationTests {

    private static final String ITEM = "/entry/1,2024-06-01";

    private final Gateway gateway;

    @Autowired
    ConditionsIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @BeforeAll
    static void createTables(@Autowired Gateway gateway) {
        EntryTable.create(gateway);
        SharedSchema.change(
                gateway,
                "CREATE TABLE entry_guarded (id int PRIMARY KEY, note text)",
                "GRANT ALL ON entry_guarded TO pgweir");
    }

    @AfterAll
    static void dropTables(@Autowired Gateway gateway) {
        EntryTable.drop(gateway);
        SharedSchema.change(gateway, "DROP TABLE entry_guarded");
    }

    @BeforeEach
    void fill() {
        EntryTable.fill();
        TestCluster.shared().awaitReplay();
    }

    @Test
    void sparesAClientTheRowItHas() {
        var tag = tag(gateway.get(ITEM));
        assertThat(tag).matches("\"\\d+-[0-9a-f]{8}\"");
        var known = gateway.get(ITEM, "If-None-Match", "\"other\", W/" + tag);
        assertThat(known.statusCode()).isEqualTo(304);
        assertThat(known.body()).isEmpty();
        assertThat(tag(known)).isEqualTo(tag);
        assertThat(gateway.get(ITEM + "?select=note", "If-None-Match", tag).statusCode())
                .isEqualTo(200);
        assertThat(tag(gateway.get(ITEM + "?select=note"))).isNotEqualTo(tag).startsWith(tag.replaceAll("-.*", "-"));

        gateway.send("PATCH", ITEM, "{\"note\":\"new\"}");
        TestCluster.shared().awaitReplay();
        assertThat(gateway.get(ITEM, "If-None-Match", tag).statusCode()).isEqualTo(200);
    }

    @Test
    void givesARowTheSameTagWhereverItIsRead() {
        var written = tag(gateway.send("PATCH", ITEM, "{\"note\":\"new\"}"));
        TestCluster.shared().awaitReplay();
        for (var i = 0; i < 10; i++) {
            assertThat(tag(gateway.get(ITEM))).isEqualTo(written);
        }
        var created = gateway.send("POST", "/entry", "{\"day\":\"2025-03-03\"}");
        TestCluster.shared().awaitReplay();
        var location = created.headers().firstValue("Location").orElseThrow();
        assertThat(tag(gateway.get(location))).isEqualTo(tag(created));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PATCH", "PUT", "DELETE"})
    void writesOnlyTheVersionThatTheClientKnows(String method) {
        var tag = tag(gateway.get(ITEM + "?select=note"));
        gateway.send("PATCH", ITEM, "{\"note\":\"other\"}");
        var body = method.equals("DELETE") ? "" : "{\"note\":\"mine\"}";
        problem(gateway.send(method, ITEM, body, "If-Match", tag), 412, "precondition-failed");
        TestCluster.shared().awaitReplay();
        var current = tag(gateway.get(ITEM + "?select=note"));
        assertThat(gateway.get(ITEM + "?select=note").body()).isEqualTo("{\"note\":\"other\"}");

        var written = gateway.send(method, ITEM, body, "If-Match", "\"1\", " + current);
        assertThat(written.statusCode()).as(written.body()).isEqualTo(204);
        problem(
                gateway.send(method, ITEM, body, "If-Match", "W/" + current),
                method.equals("DELETE") ? 404 : 412,
                method.equals("DELETE") ? "no-such-item" : "precondition-failed");
    }

    @Test
    void asksFirstWhetherThereIsARow() {
        var absent = "/entry/77,2024-06-01";
        problem(gateway.send("PATCH", absent, "{\"note\":\"x\"}", "If-Match", "\"5\""), 404, "no-such-item");
        problem(gateway.send("PUT", absent, "{\"note\":\"x\"}", "If-Match", "*"), 412, "precondition-failed");
        problem(gateway.send("PUT", absent, "{\"note\":\"x\"}", "If-Match", "\"5\""), 412, "precondition-failed");
        problem(gateway.send("PUT", ITEM, "{\"id\":9}", "If-Match", "*"), 400, "key-mismatch");
        assertThat(gateway.send("PUT", ITEM, "{\"note\":\"x\"}", "If-Match", "*")
                        .statusCode())
                .isEqualTo(204);
        TestCluster.shared().awaitReplay();
        assertThat(gateway.get(ITEM + "?select=note,amount").body()).isEqualTo("{\"note\":\"x\",\"amount\":7.00}");
    }

    @Test
    void createsOnlyWhereNothingIsThere() {
        problem(gateway.send("PUT", ITEM, "{\"note\":\"x\"}", "If-None-Match", "*"), 412, "precondition-failed");
        var created = gateway.send("PUT", "/entry/77,2024-06-01", "{\"note\":\"x\"}", "If-None-Match", "*");
        assertThat(created.statusCode()).isEqualTo(201);
    }

    @Test
    void saysToOneOfManyPutsThatItMadeTheRow() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var key = 100; key < 110; key++) {
                var path = "/entry/%d,2024-06-01".formatted(key);
                var answers = threads
                        .invokeAll(IntStream.range(0, 8)
                                .<Callable<Integer>>mapToObj(i -> () -> gateway.send("PUT", path, "{\"note\":\"x\"}")
                                        .statusCode())
                                .toList())
                        .stream()
                        .map(answer -> answer.resultNow())
                        .sorted()
                        .toList();
                assertThat(answers).isEqualTo(List.of(201, 204, 204, 204, 204, 204, 204, 204));
            }
        }
    }

    @Test
    void letsOneOfManyWritersOfAVersionWin() throws Exception {
        var tag = tag(gateway.get(ITEM));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = threads
                    .invokeAll(IntStream.range(0, 16)
                            .<Callable<Integer>>mapToObj(i -> () -> gateway.send(
                                            "PATCH", ITEM, "{\"note\":\"n%d\"}".formatted(i), "If-Match", tag)
                                    .statusCode())
                            .toList())
                    .stream()
                    .map(answer -> answer.resultNow())
                    .toList();
            assertThat(answers)
                    .containsOnlyOnce(204)
                    .filteredOn(status -> status != 204)
                    .containsOnly(412);
        }
    }

    @Test
    void wantsAConditionWhereItMust() {
        problem(gateway.send("PUT", "/entry_guarded/1", "{}"), 428, "precondition-required");
        assertThat(gateway.send("PUT", "/entry_guarded/1", "{}", "If-None-Match", "*")
                        .statusCode())
                .isEqualTo(201);
        problem(gateway.send("DELETE", "/entry_guarded/1", ""), 428, "precondition-required");
        assertThat(gateway.send("DELETE", "/entry_guarded/1", "", "If-Match", "*")
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void letsNoWriteByAnotherWayPassTheCondition() {
        gateway.send("PUT", "/entry_guarded/1", "{\"note\":\"x\"}", "If-None-Match", "*");
        problem(gateway.send("DELETE", "/entry_guarded/1", "", "If-None-Match", "*"), 412, "precondition-failed");
        problem(
                gateway.send("PATCH", "/entry_guarded/1", "{\"note\":\"y\"}", "If-None-Match", "*"),
                412,
                "precondition-failed");
        problem(gateway.send("DELETE", "/entry_guarded?id=eq.1", ""), 428, "precondition-required");
        problem(gateway.send("PATCH", "/entry_guarded?id=eq.1", "{\"note\":\"y\"}"), 428, "precondition-required");
        problem(
                gateway.send("POST", "/entry_guarded", "{\"id\":1}", "Prefer", "resolution=merge-duplicates"),
                428,
                "precondition-required");
        problem(gateway.send("PATCH", "/entry?id=eq.1", "{}", "If-Match", "\"1\""), 400, "malformed-header");
        problem(gateway.send("POST", "/entry", "{}", "If-None-Match", "*"), 400, "malformed-header");
        TestCluster.shared().awaitReplay();
        assertThat(gateway.get("/entry_guarded").body()).isEqualTo("[{\"id\":1,\"note\":\"x\"}]");
        gateway.send("DELETE", "/entry_guarded/1", "", "If-Match", "*");
    }

    @Test
    void givesARowAnotherTagWhenItsTableGetsAColumn() {
        var tag = tag(gateway.get(ITEM));
        SharedSchema.change(gateway, "ALTER TABLE entry ADD COLUMN extra text DEFAULT 'new'");
        try {
            assertThat(gateway.get(ITEM, "If-None-Match", tag).statusCode()).isEqualTo(200);
            assertThat(gateway.send("PATCH", ITEM, "{\"note\":\"x\"}", "If-Match", tag)
                            .statusCode())
                    .isEqualTo(204);
        } finally {
            SharedSchema.change(gateway, "ALTER TABLE entry DROP COLUMN extra");
        }
    }

    @Test
    void sparesAClientThePageItHas() {
        var tag = tag(gateway.get("/entry?limit=1"));
        assertThat(tag).startsWith("W/\"");
        assertThat(gateway.get("/entry?limit=1", "If-None-Match", tag).statusCode())
                .isEqualTo(304);
        assertThat(gateway.get("/entry?limit=2", "If-None-Match", tag).statusCode())
                .isEqualTo(200);
        assertThat(gateway.get("/entry?limit=1&offset=1", "If-None-Match", tag).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "\"a", "\"a\" \"b\"", "a\"b\""})
    void refusesTagsThatAreNone(String tags) {
        problem(gateway.send("PATCH", ITEM, "{\"note\":\"x\"}", "If-Match", tags), 400, "malformed-header");
        problem(gateway.get(ITEM, "If-None-Match", tags), 400, "malformed-header");
    }

    private static String tag(HttpResponse<String> answer) {
        return answer.headers().firstValue("ETag").orElseThrow();
    }
}
