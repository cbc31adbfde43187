package dev.pgweir.web;

import static dev.pgweir.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import dev.pgweir.testing.SharedSchema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Triggers and views that raise the codes of lost nodes: no node is taken for lost, and nothing is run twice. */
@GatewayTest
class RaisedLossesIntegrationTests {

    private final Gateway gateway;

    @Autowired
    RaisedLossesIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @BeforeAll
    static void createTables(@Autowired Gateway gateway) {
        SharedSchema.change(
                gateway,
                "CREATE SEQUENCE losing_runs",
                "CREATE TABLE losing (id int PRIMARY KEY, state text)",
                """
                        CREATE FUNCTION losing() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
                        BEGIN
                            PERFORM nextval('losing_runs');
                            RAISE EXCEPTION 'lost' USING ERRCODE = NEW.state;
                        END $$""",
                "CREATE TRIGGER losing BEFORE INSERT ON losing FOR EACH ROW EXECUTE FUNCTION losing()",
                """
                        CREATE FUNCTION lose(state text) RETURNS text LANGUAGE plpgsql AS $$
                        BEGIN
                            RAISE EXCEPTION 'lost' USING ERRCODE = state;
                        END $$""",
                "CREATE VIEW lost_states AS SELECT s AS state, lose(s) AS said"
                        + " FROM unnest('{08000,08001,08003,08006,57P01,57P02,57P03,40001}'::text[]) AS s",
                "GRANT ALL ON losing, lost_states TO pgweir");
    }

    @AfterAll
    static void dropTables() {
        TestCluster.shared()
                .execute(
                        "DROP VIEW lost_states",
                        "DROP TABLE losing",
                        "DROP FUNCTION losing(), lose(text)",
                        "DROP SEQUENCE losing_runs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"08000", "08001", "08003", "08006", "57P01", "57P02", "57P03", "57P05", "25006", "40001"})
    void aWriteRunsOnceAndItsNodeStays(String state) {
        var runs = runs();
        var failures = failures();

        var answer = gateway.send(
                "POST",
                "/losing",
                "{\"id\": 1, \"state\": \"%s\"}".formatted(state),
                "Content-Type",
                "application/json");

        assertThat(answer.statusCode()).as(answer.body()).isIn(400, 503);
        assertThat(json(answer).path("sqlstate").asString()).isEqualTo(state);
        assertThat(runs() - runs).isOne();
        assertThat(failures()).isEqualTo(failures);
    }

    @ParameterizedTest
    @ValueSource(strings = {"08000", "08001", "08003", "08006", "57P01", "57P02", "57P03", "40001"})
    void aReadLosesNoNode(String state) {
        var failures = failures();

        var answer = gateway.get("/lost_states?state=eq." + state);

        assertThat(answer.statusCode()).as(answer.body()).isIn(400, 503);
        assertThat(json(answer).path("sqlstate").asString()).isEqualTo(state);
        assertThat(failures()).isEqualTo(failures);
    }

    private static long runs() {
        return TestCluster.shared()
                .query("primary", "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM losing_runs", Long.class);
    }

    /** How often a node was taken for lost. */
    private long failures() {
        return json(gateway.get("/admin/cluster"))
                .path("nodes")
                .valueStream()
                .mapToLong(node -> node.path("transactions").path("failures").asLong())
                .sum();
    }
}
