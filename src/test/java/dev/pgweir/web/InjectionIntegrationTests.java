package dev.pgweir.web;

import static java.net.URLEncoder.encode;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Answers;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import dev.pgweir.testing.SharedSchema;
import dev.pgweir.testing.StatementLog;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.node.JsonNodeFactory;

/** Whatever a client writes, the text of a statement holds none of it. */
@GatewayTest
class InjectionIntegrationTests {

    private static final List<String> POSITIONS = List.of(
            "/note?%s=eq.1",
            "/note?text=%s",
            "/note?text=eq.%s",
            "/note?text=like.%s",
            "/note?text=in.(%s)",
            "/note?text=in.(\"%s\")",
            "/note?text=is.%s",
            "/note?text=%s.1",
            "/note?id=eq.%s",
            "/note?id=in.(%s)",
            "/note?or=%s",
            "/note?or=(%s.eq.1,id.eq.1)",
            "/note?or=(text.eq.%s,id.eq.1)",
            "/note?and=(text.not.in.(\"%s\"),id.eq.1)",
            "/note?select=%s",
            "/note?select=text,%s",
            "/note?order=%s",
            "/note?order=text.%s",
            "/note?limit=%s",
            "/note?offset=%s",
            "/note?cursor=%s",
            "/note/%s",
            "/note/%s?select=id",
            "/%s",
            "/text_key/%s");

    private final TestCluster cluster = TestCluster.shared();
    private final Gateway gateway;

    @Autowired
    InjectionIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @BeforeAll
    static void createTables(@Autowired Gateway gateway) {
        SharedSchema.change(
                gateway,
                "CREATE TABLE note (id int PRIMARY KEY, text text)",
                "CREATE TABLE text_key (key text PRIMARY KEY)",
                "CREATE TABLE odd (\"a\"\"b\" int PRIMARY KEY, \"c d;--\" text, \"?\" int, \"to_json\" int)");
    }

    @AfterAll
    static void dropTables(@Autowired Gateway gateway) {
        SharedSchema.change(gateway, "DROP TABLE note", "DROP TABLE text_key", "DROP TABLE odd");
    }

    @BeforeEach
    void fill() {
        cluster.execute(
                "DELETE FROM note",
                "DELETE FROM text_key",
                "DELETE FROM odd",
                "INSERT INTO note VALUES (1, 'one'), (2, 'two')");
        cluster.awaitReplay();
    }

    @ParameterizedTest
    @MethodSource("dev.pgweir.web.HostileTexts#all")
    void takesParametersForValuesOrRefusesThem(String hostile) {
        try (var log = new StatementLog()) {
            for (var position : POSITIONS) {
                var answer = gateway.get(url(position, hostile));
                assertThat(answer.statusCode())
                        .as("%s answers %s", position, answer.body())
                        .satisfiesAnyOf(
                                status -> assertThat(status).isEqualTo(200),
                                status -> assertThat(status).isBetween(400, 499));
            }
            assertUnharmed(log);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.pgweir.web.HostileTexts#all")
    void takesBodiesForValuesOrRefusesThem(String hostile) {
        var name = JsonNodeFactory.instance.stringNode(hostile).toString();
        try (var log = new StatementLog()) {
            for (var body : List.of(
                    "{%s: 1}".formatted(name),
                    "{\"id\": 3, %s: 1}".formatted(name),
                    "[{\"id\": %s}]".formatted(name),
                    "{\"id\": 1, \"text\": %s}".formatted(name))) {
                assertRefused(gateway.send("POST", "/note", body));
                assertRefused(gateway.send("PUT", url("/note/%s", hostile), body));
                assertRefused(gateway.send("PATCH", url("/note/%s", hostile), body));
            }
            assertRefused(gateway.send("DELETE", url("/note/%s", hostile), ""));
            assertRefused(gateway.send("POST", url("/note?select=%s", hostile), "{\"id\": 4}"));
            assertUnharmed(log);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.pgweir.web.HostileTexts#storable")
    void keepsTextsAsTheyAre(String hostile) {
        try (var log = new StatementLog()) {
            var value = JsonNodeFactory.instance.stringNode(hostile);
            assertThat(gateway.send("POST", "/text_key", "{\"key\": %s}".formatted(value))
                            .statusCode())
                    .isEqualTo(201);
            cluster.awaitReplay();
            var quoted = hostile.replace("\\", "\\\\").replace("\"", "\\\"");
            for (var page : List.of(
                    url("/text_key?key=eq.%s", hostile),
                    url("/text_key?key=in.(\"%s\")", quoted),
                    url("/text_key?or=(key.eq.\"%s\")", quoted))) {
                assertThat(Answers.rows(gateway.get(page)))
                        .extracting(row -> row.path("key"))
                        .containsExactly(value);
            }
            assertUnharmed(log);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.pgweir.web.HostileTexts#storable")
    void findsItemsByKeysAsTheyAre(String hostile) {
        var item = url("/text_key/%s", hostile);
        try (var log = new StatementLog()) {
            assertThat(gateway.send("PUT", item, "{}").statusCode()).isEqualTo(201);
            cluster.awaitReplay();
            assertThat(Answers.json(gateway.get(item)).path("key").asString()).isEqualTo(hostile);
            assertThat(gateway.send("DELETE", item, "").statusCode()).isEqualTo(204);
            assertUnharmed(log);
        }
    }

    @Test
    void quotesOddNamesOfColumns() {
        var row = "{\"a\\\"b\": 1, \"c d;--\": \"x\", \"?\": 5, \"to_json\": 6}";
        assertThat(gateway.send("POST", "/odd", row).statusCode()).isEqualTo(201);
        assertThat(gateway.send("PUT", "/odd/1", row).statusCode()).isEqualTo(204);
        cluster.awaitReplay();

        var list = "/odd?a%22b=eq.1&c%20d;--=eq.x&or=(%22?%22.eq.5)&order=%22a%5C%22b%22,%22?%22.desc&select=%22?%22";
        assertThat(gateway.get(list).body()).isEqualTo("[{\"?\":5}]");
        assertThat(gateway.send("PATCH", "/odd/1", "{\"?\": 7}", "Prefer", "return=representation")
                        .body())
                .contains("\"?\":7");
    }

    private void assertUnharmed(StatementLog log) {
        assertThat(log.statements())
                .isNotEmpty()
                .noneSatisfy(sql -> assertThat(sql).containsIgnoringCase(HostileTexts.MARKER));
        assertThat(cluster.query("primary", "SELECT string_agg(n::text, ' ' ORDER BY id) FROM note n", String.class))
                .isEqualTo("(1,one) (2,two)");
    }

    private static void assertRefused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 499);
    }

    private static String url(String position, String value) {
        return position.replace("\"", "%22").replace("%s", encode(value, UTF_8).replace("+", "%20"));
    }
}
