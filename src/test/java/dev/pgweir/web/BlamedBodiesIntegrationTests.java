package dev.pgweir.web;

import static dev.pgweir.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import dev.pgweir.testing.SharedSchema;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** An error of a body names the row, the column and the constraint, as far as they are known. */
@GatewayTest
class BlamedBodiesIntegrationTests {

    private final Gateway gateway;

    @Autowired
    BlamedBodiesIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @BeforeAll
    static void createTables(@Autowired Gateway gateway) {
        SharedSchema.change(
                gateway,
                "CREATE DOMAIN score AS int CONSTRAINT score_range CHECK (VALUE <= 10)",
                "CREATE TYPE colour AS ENUM ('red', 'blue')",
                "CREATE TABLE blamed_parent (id int PRIMARY KEY)",
                """
                        CREATE TABLE blamed (id int PRIMARY KEY, code varchar(4) UNIQUE, "a/b ""c\""" int UNIQUE, amount numeric(5, 2) NOT NULL DEFAULT 1,
                            day date, at timestamptz, flag bool, score score, colour colour, tags int[], doc jsonb,
                            parent int CONSTRAINT has_parent REFERENCES blamed_parent, low int, high int, must text NOT NULL,
                            CONSTRAINT low_high CHECK (low <= high), UNIQUE (low, high))""",
                "INSERT INTO blamed (id, code, \"a/b \"\"c\"\"\", low, high, must) VALUES (1, 'a', 1, 1, 2, 'm'), (2, 'b', 2, 3, 4, 'm')",
                "GRANT ALL ON blamed, blamed_parent TO pgweir");
    }

    @AfterAll
    static void dropTables() {
        TestCluster.shared().execute("DROP TABLE blamed, blamed_parent", "DROP DOMAIN score", "DROP TYPE colour");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"amount": "x"}                     | 22P02 | /amount          |
            {"low": 1, "amount": 1000, "code": "z"} | 22003 | /amount      |
            {"day": "2024-13-01"}               | 22008 | /day             |
            {"day": "nonsense"}                 | 22007 | /day             |
            {"flag": "perhaps"}                 | 22P02 | /flag            |
            {"code": "z", "at": "25:00", "flag": true} | 22008 | /at       |
            {"code": "longer"}                  | 22001 | /code            |
            {"colour": "green"}                 | 22P02 | /colour          |
            {"tags": [1, "x"]}                  | 22P02 | /tags            |
            {"low": 99999999999}                | 22003 | /low             |
            {"score": 11}                       | 23514 | /score           | score_range
            {"low": 9, "high": 2}               | 23514 | ``               | low_high
            {"amount": null}                    | 23502 | /amount          |
            {"must": null}                      | 23502 | /must            |
            {"code": "b"}                       | 23505 | /code            | blamed_code_key
            {"a/b \\"c\\"": 2}                    | 23505 | /a~1b "c"        | `blamed_a/b "c"_key`
            {"low": 3, "high": 4}               | 23505 | ``               | blamed_low_high_key
            {"parent": 7}                       | 23503 | /parent          | has_parent
            """)
    void namesTheColumnAndTheConstraint(String body, String state, String pointer, @Nullable String constraint) {
        blames(gateway.send("PATCH", "/blamed/1", body), state, pointer, constraint);
        blames(gateway.send("PATCH", "/blamed?id=eq.1", body), state, pointer, constraint);
        var rest = "{\"id\": 8, \"must\": \"m\", " + body.substring(1);
        var whole = body.contains("\"must\"") ? rest.replace("\"must\": \"m\", ", "") : rest;
        blames(gateway.send("PUT", "/blamed/8", whole), state, pointer, constraint);
        blames(gateway.send("POST", "/blamed", whole), state, pointer, constraint);
        var rows = gateway.send(
                "POST", "/blamed", "[{\"id\": 7, \"must\": \"m\"}, %s]".formatted(whole), "Prefer", "missing=default");
        blames(rows, state, "/1" + pointer, constraint);
    }

    @Test
    void namesAColumnThatIsLeftOut() {
        blames(gateway.send("POST", "/blamed", "{\"id\": 8}"), "23502", "/must", null);
        blames(gateway.send("POST", "/blamed", "[{\"id\": 8}]"), "23502", "/0/must", null);
    }

    @Test
    void namesAColumnThatIsNotThere() {
        var one = gateway.send("POST", "/blamed", "{\"id\": 8, \"nosuch\": 1}");
        assertThat(json(one).at("/errors/0/pointer").asString()).as(one.body()).isEqualTo("/nosuch");
        var many = gateway.send("POST", "/blamed", "[{\"id\": 8, \"no/such\": 1}]");
        assertThat(json(many).at("/errors/0/pointer").asString()).isEqualTo("/0/no~1such");
        var changed = gateway.send("PATCH", "/blamed/1", "{\"nosuch\": 1}");
        assertThat(json(changed).at("/errors/0/pointer").asString()).isEqualTo("/nosuch");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"x,day,22007", "2024-01-01,must,23502"})
    void namesTheColumnOfALine(String day, String column, String state) {
        var answer = gateway.send(
                "POST", "/blamed", "id,day,must\n8,2024-01-01,m\n9,%s,\n".formatted(day), "Content-Type", "text/csv");
        var problem = json(answer);
        assertThat(problem.path("sqlstate").asString()).as(answer.body()).isEqualTo(state);
        assertThat(problem.at("/errors/0/line").asInt()).isEqualTo(3);
        assertThat(problem.at("/errors/0/column").asString()).isEqualTo(column);
    }

    @Test
    void namesTheConstraintThatKeepsARow() {
        TestCluster.shared()
                .execute("INSERT INTO blamed_parent VALUES (5)", "UPDATE blamed SET parent = 5 WHERE id = 2");
        for (var path : new String[] {"/blamed_parent/5", "/blamed_parent?id=eq.5"}) {
            var refused = gateway.send("DELETE", path, "");
            assertThat(json(refused).at("/errors/0/constraint").asString())
                    .as(refused.body())
                    .isEqualTo("has_parent");
            assertThat(json(refused).at("/errors/0").has("pointer")).isFalse();
        }
    }

    @Test
    void suggestsNamesOfResources() {
        var near = gateway.get("/blamde");
        assertThat(json(near).path("code").asString()).isEqualTo("PGRST205");
        assertThat(json(near).path("hint").asString()).isEqualTo("Did you mean /blamed?");
        assertThat(json(gateway.get("/quite_another")).path("hint").isNull()).isTrue();
    }

    @Test
    void saysWhatIsNotThere() {
        SharedSchema.change(gateway, "CREATE TABLE keyless (a int)", "GRANT ALL ON keyless TO pgweir");
        try {
            assertThat(json(gateway.get("/keyless/1")).path("message").asString())
                    .contains("has no items");
        } finally {
            SharedSchema.change(gateway, "DROP TABLE keyless");
        }
        for (var select : new String[] {"id,users(id)", "id,x:users!inner(id,low)", "...users(id)"}) {
            var embedded = gateway.get("/blamed?select=" + select);
            assertThat(embedded.statusCode()).isEqualTo(400);
            assertThat(json(embedded).path("message").asString()).contains("is not related to \"users\"");
        }
        assertThat(json(gateway.get("/blamed?select=amount.median()"))
                        .path("message")
                        .asString())
                .contains("has no column");
        for (var offset : new String[] {"10001", "99999999999"}) {
            assertThat(json(gateway.get("/blamed?offset=" + offset))
                            .path("message")
                            .asString())
                    .contains("10000", "pgweir.resources.max-offset");
        }
    }

    private static void blames(HttpResponse<String> answer, String state, String pointer, @Nullable String constraint) {
        var problem = json(answer);
        assertThat(problem.path("sqlstate").asString()).as(answer.body()).isEqualTo(state);
        assertThat(problem.at("/errors/0/pointer").asString()).as(answer.body()).isEqualTo(pointer);
        assertThat(problem.at("/errors/0/constraint").asString(null))
                .as(answer.body())
                .isEqualTo(constraint);
    }
}
