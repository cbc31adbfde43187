package dev.pgweir.web.function;

import static dev.pgweir.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgweir.testing.Answers;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.Pairs;
import dev.pgweir.testing.ServedSchema;
import dev.pgweir.web.related.RelatedTablesIntegrationTests;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Functions and procedures of a schema, called by HTTP. */
class FunctionsIntegrationTests {

    private static ServedSchema served;
    private static Gateway gateway;

    @BeforeAll
    static void start() {
        served = ServedSchema.of(
                "called",
                Stream.of("shop.sql", "../function/functions.sql"),
                RelatedTablesIntegrationTests.class,
                "pgweir.functions.write=where_told",
                "pgweir.functions.hidden=secret");
        gateway = served.http();
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    static Stream<String> pairs() {
        return Pairs.in(FunctionsIntegrationTests.class, "pairs.txt");
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void areAnsweredAsAsked(String pair) {
        Pairs.check(gateway, pair);
    }

    @Test
    void tellHowTheyCanBeCalled() {
        var refused = json(gateway.get("/rpc/plus?a=1&z=2"));

        assertThat(refused.path("code").asString()).isEqualTo("PGRST202");
        assertThat(refused.path("hint").asString()).isEqualTo("it can be called as plus(a, [b])");
    }

    @Test
    void tellWhichOnesTakeTheSameArguments() {
        var refused = json(gateway.get("/rpc/vague?v=1"));

        assertThat(refused.path("code").asString()).isEqualTo("PGRST203");
        assertThat(refused.path("candidates")).isEqualTo(json("[\"vague(v integer)\",\"vague(v text)\"]"));
    }

    @Test
    void nameTheArgumentThatDoesNotFit() {
        assertThat(json(gateway.get("/rpc/plus?a=x")).at("/errors/0/parameter").asString())
                .isEqualTo("a");
        assertThat(json(post("/rpc/plus", "{\"a\":1,\"b\":\"x\"}"))
                        .at("/errors/0/pointer")
                        .asString())
                .isEqualTo("/b");
    }

    @Test
    void answerInTheWordsOfWhatTheyRaise() {
        var raised = json(post("/rpc/pay", ""));

        assertThat(raised.path("message").asString()).isEqualTo("no money");
        assertThat(raised.path("hint").asString()).isEqualTo("pay");
    }

    @Test
    void readFromReplicasUnlessTheyAreToldToWrite() {
        assertThat(gateway.get("/rpc/where_run").body()).isEqualTo("true");
        assertThat(post("/rpc/where_run", "{}").body()).isEqualTo("true");
        assertThat(post("/rpc/where_told", "{}").body()).isEqualTo("false");
    }

    @Test
    void writeOnceByTheirKey() {
        var first = gateway.send(
                "POST", "/rpc/add_tag", "{\"id\":70,\"word\":\"once\"}", "Idempotency-Key", "a-call-of-its-own");
        var again = gateway.send(
                "POST", "/rpc/add_tag", "{\"id\":70,\"word\":\"once\"}", "Idempotency-Key", "a-call-of-its-own");

        assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
    }

    @Test
    void answerAReadWithWhatTheyWroteToItsToken() {
        var written = post("/rpc/add_tag", "{\"id\":71,\"word\":\"read back\"}");
        var token = written.headers().firstValue("Consistency-Token").orElseThrow();

        var read = gateway.send("GET", "/tag?id=eq.71&select=word", "", "Consistency-Token", token);

        assertThat(read.body()).isEqualTo("[{\"word\":\"read back\"}]");
    }

    @Test
    void leadThroughTheirRowsPageByPage() {
        var first = gateway.get("/rpc/ordered?limit=3");
        var next = Answers.next(first).orElseThrow();

        assertThat(json(first)).isEqualTo(json("[{\"n\":3},{\"n\":1},{\"n\":2}]"));
        assertThat(json(gateway.get(next))).isEqualTo(json("[{\"n\":1}]"));
    }

    /** Rows are counted by the pages, so that those which the order does not tell apart must not change places. */
    @Test
    void leadThroughEachRowOnceWhereTheClientOrdersThem() {
        List<Integer> seen = new ArrayList<>();
        var page = gateway.get("/rpc/ties?order=k&limit=7");
        for (var next = Optional.of(page);
                next.isPresent();
                next = Answers.next(page).map(link -> gateway.get(link))) {
            page = next.get();
            json(page).forEach(row -> seen.add(row.path("n").asInt()));
        }

        assertThat(seen).hasSize(50).doesNotHaveDuplicates();
    }

    /** The driver gives the connection up, since it cannot read dates of that style. */
    @Test
    void areNotCalledAgainWhereTheirConnectionIsLost() {
        var lost = post("/rpc/once", "");

        assertThat(lost.statusCode()).as(lost.body()).isEqualTo(503);
        assertThat(served.schema().strings("SELECT last_value || ' ' || is_called FROM called.calls"))
                .containsExactly("1 true");
        await().until(() -> post("/rpc/nothing", "").statusCode() == 204);
    }

    /** The cursor counts rows of other arguments. */
    @Test
    void refuseACursorOfAnotherCall() {
        var page = gateway.get("/rpc/since?start=2024-01-01&limit=1");
        var other = Answers.next(page).orElseThrow().replace("2024-01-01", "2024-02-01");

        assertThat(json(gateway.get(other)).path("type").asString()).endsWith("invalid-cursor");
    }

    @Test
    void followTheirDefinition() {
        served.execute("CREATE FUNCTION later(a int) RETURNS int IMMUTABLE RETURN a");
        post("/admin/catalog/refresh", "");
        assertThat(gateway.get("/rpc/later?a=1").body()).isEqualTo("1");

        served.execute("DROP FUNCTION later(int)");

        var gone = gateway.get("/rpc/later?a=1");
        assertThat(gone.statusCode()).isEqualTo(404);
        assertThat(json(gone).path("type").asString()).endsWith("resource-changed");
    }

    private static HttpResponse<String> post(String path, String body) {
        return gateway.send("POST", path, body);
    }
}
