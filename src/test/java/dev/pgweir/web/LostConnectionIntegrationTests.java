package dev.pgweir.web;

import static dev.pgweir.testing.Answers.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import dev.pgweir.testing.SharedSchema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What a client is told of a statement whose connection ends, or whose rows are too many. */
@GatewayTest
class LostConnectionIntegrationTests {

    private final Gateway gateway;

    @Autowired
    LostConnectionIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @BeforeAll
    static void createTables(@Autowired Gateway gateway) {
        SharedSchema.change(
                gateway,
                "CREATE TABLE lost_at_insert (id int PRIMARY KEY)",
                "CREATE TABLE lost_at_commit (id int PRIMARY KEY)",
                """
                        CREATE FUNCTION lose_connection() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS
                        'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END'""",
                """
                        CREATE TRIGGER lose_at_insert BEFORE INSERT ON lost_at_insert
                        FOR EACH ROW EXECUTE FUNCTION lose_connection()""",
                """
                        CREATE CONSTRAINT TRIGGER lose_at_commit AFTER INSERT ON lost_at_commit
                        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lose_connection()""",
                "CREATE VIEW large AS SELECT n, repeat('x', 1000000) AS filler FROM generate_series(1, 100) n",
                "GRANT ALL ON lost_at_insert, lost_at_commit, large TO pgweir");
    }

    @AfterAll
    static void dropTables() {
        TestCluster.shared()
                .execute(
                        "DROP TABLE lost_at_insert, lost_at_commit",
                        "DROP FUNCTION lose_connection",
                        "DROP VIEW large");
    }

    @Test
    void saysThatAnInterruptedStatementWroteNothing() {
        var answer = gateway.send("POST", "/lost_at_insert", "{\"id\": 1}");
        problem(answer, 503, "connection-lost");
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    }

    @Test
    void admitsThatItDoesNotKnowHowAnInterruptedCommitEnded() {
        problem(gateway.send("POST", "/lost_at_commit", "{\"id\": 1}"), 503, "commit-unknown");
    }

    @Test
    void refusesAPageThatMemoryCannotHoldAndGoesOn() {
        problem(gateway.get("/large"), 422, "page-too-large");
        assertThat(gateway.get("/large?select=n&limit=1").statusCode()).isEqualTo(200);
    }
}
