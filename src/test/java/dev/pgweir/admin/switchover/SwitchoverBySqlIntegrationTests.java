package dev.pgweir.admin.switchover;

import static dev.pgweir.testing.Answers.json;
import static dev.pgweir.testing.Answers.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.embedded.TestCluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a gateway does that can only log in to the servers, and what it refuses. */
@Tag("soak")
class SwitchoverBySqlIntegrationTests {

    private final TestCluster cluster = TestCluster.start(2);

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void isOffUnlessItIsSwitchedOn() {
        try (var gateway = SwitchedGateway.to(cluster)) {
            var refusal = problem(gateway.switchover("{}"), 403, "switchover-off");
            assertThat(refusal.path("hint").asString()).contains("pgweir.admin.switchover=on");
            problem(gateway.promote("{}"), 403, "switchover-off");
        }
    }

    @Test
    void promotesAndSaysWhatToDoWithTheOthers() {
        try (var gateway = SwitchedGateway.to(cluster, "pgweir.admin.switchover=on")) {
            var refusal = problem(gateway.switchover("{\"to\": \"replica-1\"}"), 503, "switchover-failed");
            assertThat(refusal.path("hint").asString())
                    .as(refusal.toString())
                    .contains("GRANT EXECUTE ON FUNCTION pg_promote TO \"pgweir\"");
            assertThatItWrites(gateway, "primary");

            cluster.execute("GRANT EXECUTE ON FUNCTION pg_promote TO pgweir");
            cluster.awaitReplay();
            var report = json(gateway.switchover("{\"to\": \"replica-1\"}"));

            assertThat(report.path("newPrimary").asString()).isEqualTo("replica-1");
            assertThat(report.path("timeline").asInt()).isEqualTo(2);
            assertThat(report.path("nodes"))
                    .allSatisfy(
                            node -> assertThat(node.path("outcome").asString()).isEqualTo("manual"));
            assertThat(report.at("/nodes/0/commands/1").asString())
                    .startsWith("pg_rewind")
                    .contains("port=" + cluster.node("replica-1").address().port());
            assertThat(report.at("/nodes/1/commands/0").asString())
                    .startsWith("psql")
                    .contains("application_name=replica-2");
            assertThatItWrites(gateway, "replica-1");
        }
    }

    @Test
    void refusesWhatCannotBePromoted() {
        try (var gateway = SwitchedGateway.to(cluster, "pgweir.admin.switchover=on")) {
            problem(gateway.switchover("{\"to\": \"replica-9\"}"), 409, "not-promotable");
            problem(gateway.switchover("{\"to\": \"primary\"}"), 409, "not-promotable");
            problem(gateway.switchover("{\"deadline\": \"soon\"}"), 400, "malformed-body");
            problem(gateway.switchover("{\"force\": true}"), 400, "malformed-body");
            problem(gateway.promote("{\"force\": \"perhaps\"}"), 400, "malformed-body");
            problem(gateway.promote("[]"), 400, "malformed-body");
            problem(gateway.switchover("{\"deadline\": \"1ms\"}"), 400, "malformed-body");
            problem(gateway.switchover("to replica-1"), 400, "malformed-body");
            problem(gateway.promote("{\"to\": \"replica-1\"}"), 409, "primary-answers");
        }
    }

    @Test
    void changesNothingWhereTheReplicaDoesNotCatchUp() {
        try (var gateway = SwitchedGateway.to(cluster, "pgweir.admin.switchover=on")) {
            cluster.query("replica-1", "SELECT 1 FROM pg_wal_replay_pause()", Integer.class);
            assertThatItWrites(gateway, "primary");

            var refusal = problem(
                    gateway.switchover("{\"to\": \"replica-1\", \"deadline\": \"500ms\"}"), 503, "switchover-failed");

            assertThat(refusal.path("message").asString()).contains("replica-1 has not replayed");
            assertThatItWrites(gateway, "primary");
        }
    }

    private static void assertThatItWrites(SwitchedGateway gateway, String node) {
        var answer = gateway.http()
                .send(
                        "POST",
                        "/sales",
                        "{\"order_date\": \"2024-02-29\", \"order_amount\": 1}",
                        "Content-Type",
                        "application/json");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Served-By")).contains(node + "; role=primary");
    }
}
