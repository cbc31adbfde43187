package dev.pgweir.web.problem;

import static dev.pgweir.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import dev.pgweir.testing.SharedSchema;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What triggers raise is answered in their words, with the status that they mean. */
@GatewayTest
class RaisedProblemsIntegrationTests {

    private final Gateway gateway;

    @Autowired
    RaisedProblemsIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @BeforeAll
    static void createTables(@Autowired Gateway gateway) {
        SharedSchema.change(
                gateway,
                "CREATE TABLE raising (id int PRIMARY KEY, state text, said text, detail text)",
                """
                        CREATE FUNCTION raising() RETURNS trigger LANGUAGE plpgsql AS $$
                        BEGIN
                            IF NEW.state IS NOT NULL THEN
                                RAISE EXCEPTION USING ERRCODE = NEW.state, MESSAGE = NEW.said, DETAIL = NEW.detail, HINT = 'h';
                            END IF;
                            RETURN NEW;
                        END $$""",
                "CREATE TRIGGER raising BEFORE INSERT OR UPDATE ON raising FOR EACH ROW EXECUTE FUNCTION raising()",
                "CREATE TABLE kept (id int PRIMARY KEY)",
                "CREATE TABLE keeping (id int PRIMARY KEY REFERENCES kept ON DELETE RESTRICT)",
                "INSERT INTO kept VALUES (1)",
                "INSERT INTO keeping VALUES (1)",
                "GRANT ALL ON raising, kept, keeping TO pgweir");
    }

    @AfterAll
    static void dropTables() {
        TestCluster.shared().execute("DROP TABLE raising, keeping, kept", "DROP FUNCTION raising()");
    }

    @ParameterizedTest
    @CsvSource({"45000,400", "99930,400", "MY001,400", "P0001,400", "PT402,402", "PT409,409"})
    void answersInTheWordsOfTheTrigger(String state, int status) {
        var answer = raise(state, "no more of it", "three are enough");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        var problem = json(answer);
        assertThat(problem.path("type").asString()).isEqualTo("urn:pgweir:problem:raised");
        assertThat(problem.path("message").asString()).isEqualTo("no more of it");
        assertThat(problem.path("details").asString()).isEqualTo("three are enough");
        assertThat(problem.path("hint").asString()).isEqualTo("h");
        assertThat(problem.path("sqlstate").asString()).isEqualTo(state);
    }

    @Test
    void answersWithTheStatusAndTheHeadersThatTheTriggerDescribes() {
        var answer = raise("PGRST", """
                {\\"code\\": \\"123\\", \\"message\\": \\"pay\\", \\"details\\": \\"d\\"}""", """
                {\\"status\\": 402, \\"headers\\": {\\"X-Price\\": \\"7\\"}}""");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(402);
        assertThat(answer.headers().firstValue("X-Price")).contains("7");
        var problem = json(answer);
        assertThat(problem.path("code").asString()).isEqualTo("123");
        assertThat(problem.path("message").asString()).isEqualTo("pay");
        assertThat(problem.path("details").asString()).isEqualTo("d");
    }

    @Test
    void namesTheRowThatRaised() {
        var answer = gateway.send("POST", "/raising", """
                [{"id": 1, "state": null, "said": "", "detail": ""},
                {"id": 2, "state": "MY001", "said": "no", "detail": "never"}]""");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(json(answer).at("/errors/0/pointer").asString()).isEqualTo("/1");

        var csv = gateway.send(
                "POST", "/raising", "id,state,said,detail\n1,,,\n2,MY001,no,never\n", "Content-Type", "text/csv");
        assertThat(csv.statusCode()).as(csv.body()).isEqualTo(400);
        assertThat(json(csv).at("/errors/0/line").asInt()).isEqualTo(3);
    }

    @Test
    void answersAConflictWhereAKeyRestrictsADelete() {
        var answer = gateway.send("DELETE", "/kept/1", "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
        assertThat(json(answer).path("type").asString()).isEqualTo("urn:pgweir:problem:foreign-key");
    }

    private HttpResponse<String> raise(String state, String message, String detail) {
        return gateway.send("POST", "/raising", """
                {"id": 1, "state": "%s", "said": "%s", "detail": "%s"}""".formatted(state, message, detail));
    }
}
