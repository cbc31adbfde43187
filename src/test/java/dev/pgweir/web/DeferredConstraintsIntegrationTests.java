package dev.pgweir.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Answers;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import dev.pgweir.testing.SharedSchema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What the server checks at the commit only, it checks of a write that is to be undone, too. */
@GatewayTest
class DeferredConstraintsIntegrationTests {

    private final Gateway gateway;

    @Autowired
    DeferredConstraintsIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @BeforeAll
    static void createTables(@Autowired Gateway gateway) {
        SharedSchema.change(gateway, """
                CREATE TABLE deferred (
                    id int PRIMARY KEY, place int UNIQUE DEFERRABLE INITIALLY DEFERRED, note text,
                    parent int REFERENCES deferred DEFERRABLE INITIALLY DEFERRED)""", """
                CREATE FUNCTION refuse_deferred() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    RAISE check_violation USING MESSAGE = 'refused in the end';
                END $$""", """
                CREATE CONSTRAINT TRIGGER refuse AFTER INSERT OR UPDATE OR DELETE ON deferred
                DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
                WHEN (pg_trigger_depth() = 0 AND current_setting('application_name') = 'pgweir')
                EXECUTE FUNCTION refuse_deferred()""", "ALTER TABLE deferred DISABLE TRIGGER refuse");
    }

    @AfterAll
    static void dropTables(@Autowired Gateway gateway) {
        SharedSchema.change(gateway, "DROP TABLE deferred", "DROP FUNCTION refuse_deferred");
    }

    @BeforeEach
    void fill() {
        TestCluster.shared()
                .execute(
                        "ALTER TABLE deferred DISABLE TRIGGER refuse",
                        "TRUNCATE deferred",
                        "INSERT INTO deferred (id, place) VALUES (1, 1), (2, 2)",
                        "UPDATE deferred SET parent = 1 WHERE id = 2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POST   | /deferred          | {"id":3,"place":1}             | application/json     | duplicate-key
            POST   | /deferred          | [{"id":3,"place":1}]           | application/json     | duplicate-key
            POST   | /deferred          | {"id":3,"parent":9}            | application/json     | foreign-key
            POST   | /deferred          | {"id":3,"place":1}             | application/x-ndjson | duplicate-key
            PATCH  | /deferred?id=eq.2  | {"place":1}                    | application/json     | duplicate-key
            PATCH  | /deferred/2        | {"place":1}                    | application/json     | duplicate-key
            PUT    | /deferred/2        | {"place":1}                    | application/json     | duplicate-key
            DELETE | /deferred?id=eq.1  |                                |                      | foreign-key
            DELETE | /deferred/1        |                                |                      | foreign-key""")
    void refusesAnUndoneWriteAsItWouldRefuseTheWrite(
            String method, String path, String body, String contentType, String problem) {
        for (var transaction : new String[] {"rollback", "commit"}) {
            for (var answer : new String[] {"minimal", "representation"}) {
                var refused = gateway.send(
                        method,
                        path,
                        body == null ? "" : body,
                        "Content-Type",
                        contentType == null ? "application/json" : contentType,
                        "Prefer",
                        "tx=%s, return=%s".formatted(transaction, answer));
                assertThat(refused.statusCode())
                        .as(transaction + refused.body())
                        .isEqualTo(409);
                assertThat(Answers.json(refused).path("type").asString()).isEqualTo("urn:pgweir:problem:" + problem);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"POST, /deferred, '{\"id\":3}'", "PATCH, /deferred/1, '{\"note\":\"x\"}'", "DELETE, /deferred/2, ''"})
    void runsTriggersThatWaitForTheCommit(String method, String path, String body) {
        TestCluster.shared().execute("ALTER TABLE deferred ENABLE TRIGGER refuse");
        for (var transaction : new String[] {"tx=rollback", "tx=commit"}) {
            var refused = gateway.send(method, path, body, "Prefer", transaction);
            assertThat(refused.statusCode()).as(transaction).isEqualTo(422);
            assertThat(refused.body()).contains("refused in the end");
        }
    }

    @ParameterizedTest
    @CsvSource({"tx=rollback", "tx=commit"})
    void takesWhatIsRightInTheEnd(String transaction) {
        var swapped = gateway.send("POST", "/deferred", """
                [{"id":3,"place":3,"parent":4}, {"id":4,"place":4,"parent":null}]""", "Prefer", transaction);
        assertThat(swapped.statusCode()).as(swapped.body()).isEqualTo(201);
    }
}
