package dev.pgweir.admin.switchover;

import static dev.pgweir.testing.Answers.json;
import static dev.pgweir.testing.Answers.problem;
import static dev.pgweir.testing.Answers.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.ReadLoad;
import dev.pgweir.testing.WriteLoad;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Switchovers and promotions by a gateway that runs the servers itself. */
class SwitchoverIntegrationTests {

    private static final List<String> NODES = List.of("primary", "replica-1", "replica-2");

    private static final String ROWS = "SELECT string_agg(number::text, ' ' ORDER BY number) FROM round";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final TestCluster cluster = TestCluster.start(2);
    private final SwitchedGateway gateway = SwitchedGateway.owning(cluster);

    @AfterEach
    void stop() {
        gateway.close();
        cluster.close();
    }

    @BeforeEach
    void createTable() {
        cluster.execute("CREATE TABLE round (number int PRIMARY KEY)");
        gateway.http().send("POST", "/admin/catalog/refresh", "");
        cluster.awaitReplay();
    }

    @Test
    @Tag("soak")
    void failsNoRequestUnderLoad() {
        var writes = new WriteLoad(gateway.http(), "round", "number", 4);
        ReadLoad reads;
        try (writes) {
            writes.awaitRows(1);
            reads = ReadLoad.during(() -> rows(gateway.http().get("/round?limit=1")), _ -> {
                for (var successor : List.of("replica-1", "replica-2", "primary")) {
                    succeeded(gateway.switchover("{\"to\": \"%s\"}".formatted(successor)));
                }
            });
        }
        assertThat(writes.failures()).isEmpty();
        assertThat(reads.failures()).isEmpty();
        assertThat(cluster.query("primary", "SELECT count(*) FROM round", Integer.class))
                .isEqualTo(writes.acknowledged().size());
    }

    @Test
    void switchesBackAndForth() {
        var timeline = 1;
        var old = "primary";
        for (var successor : List.of("replica-1", "primary", "replica-2", "replica-1")) {
            var report = json(succeeded(gateway.switchover("{\"to\": \"%s\"}".formatted(successor))));
            timeline++;

            assertThat(report.path("oldPrimary").asString()).isEqualTo(old);
            assertThat(report.path("newPrimary").asString()).isEqualTo(successor);
            assertThat(report.path("timeline").asInt()).isEqualTo(timeline);
            assertThat(report.path("nodes").values())
                    .extracting(node -> node.path("outcome").asString())
                    .containsExactly("streaming", "streaming");
            assertThat(gateway.primary()).isEqualTo(successor);
            assertThat(followers(successor)).containsExactlyElementsOf(except(successor));
            assertThatRowsReachAllNodes(timeline);
            old = successor;
        }
    }

    @Test
    void takesTheSynchronousReplicationAlong() {
        cluster.execute(
                "ALTER SYSTEM SET synchronous_standby_names = 'FIRST 1 (\"replica-1\", \"replica-2\")'",
                "ALTER SYSTEM SET synchronous_commit = 'remote_apply'");
        cluster.query("primary", "SELECT pg_reload_conf()", Boolean.class);

        succeeded(gateway.switchover("{\"to\": \"replica-1\"}"));

        assertThat(cluster.query("replica-1", "SHOW synchronous_standby_names", String.class))
                .isEqualTo("FIRST 1 (\"primary\", \"replica-2\")");
        assertThat(cluster.query("replica-1", "SHOW synchronous_commit", String.class))
                .isEqualTo("remote_apply");
        assertThatRowsReachAllNodes(2);
        assertThat(cluster.query("replica-1", """
                        SELECT string_agg(application_name || ' ' || sync_state, ', ' ORDER BY application_name)
                          FROM pg_stat_replication""", String.class)).isEqualTo("primary sync, replica-2 potential");
    }

    @Test
    void putsTheMostAdvancedReplicaInThePlaceOfADeadPrimary() {
        cluster.kill("replica-1");
        cluster.execute("INSERT INTO round VALUES (0)");
        cluster.awaitReplay();
        problem(gateway.promote("{}"), 409, "primary-answers");
        cluster.kill("primary");
        cluster.restart("replica-1");
        await().atMost(PATIENCE).until(() -> gateway.isUp("replica-1") && !gateway.isUp("primary"));

        var report = json(succeeded(gateway.promote("{}")));

        assertThat(report.path("newPrimary").asString()).isEqualTo("replica-2");
        assertThat(report.path("oldPrimary").isMissingNode()).isTrue();
        assertThat(report.path("timeline").asInt()).isEqualTo(2);
        assertThat(followers("replica-2")).containsExactly("primary", "replica-1");
        assertThatRowsReachAllNodes(2);
        assertThat(cluster.query("primary", ROWS, String.class)).isEqualTo("0 2");
    }

    @Test
    @Tag("soak")
    void promotesThoughAnotherReplicaIsFrozenAndGivesTheWayFree() {
        cluster.freeze("replica-1");
        try {
            cluster.kill("primary");
            await().atMost(PATIENCE).until(() -> !gateway.isUp("replica-1") && !gateway.isUp("primary"));

            var report = json(succeeded(gateway.promote("{}")));

            assertThat(report.path("newPrimary").asString()).isEqualTo("replica-2");
            assertThat(report.path("nodes").values())
                    .filteredOn(node -> node.path("name").asString().equals("replica-1"))
                    .extracting(node -> node.path("outcome").asString())
                    .containsExactly("failed");
            problem(gateway.promote("{}"), 409, "primary-answers");
        } finally {
            cluster.thaw("replica-1");
        }
    }

    @Test
    @Tag("soak")
    void copiesAnOldPrimaryAnewThatHasWhatWasLost() {
        cluster.kill("replica-1");
        cluster.kill("replica-2");
        cluster.execute("CREATE TABLE lost AS SELECT 42 AS answer");
        cluster.kill("primary");
        cluster.restart("replica-1");
        cluster.restart("replica-2");
        await().atMost(PATIENCE).until(() -> gateway.isUp("replica-1") && !gateway.isUp("primary"));

        var report = json(succeeded(gateway.promote("{\"to\": \"replica-1\"}")));

        assertThat(report.path("nodes").path(0).path("name").asString()).isEqualTo("primary");
        assertThat(report.path("nodes").path(0).path("outcome").asString()).isEqualTo("copied");
        assertThatRowsReachAllNodes(2);
        assertThat(cluster.query("primary", "SELECT to_regclass('lost') IS NULL", Boolean.class))
                .isTrue();
    }

    @Test
    void stopsAPrimaryThatAnswersWhereForced() {
        var report = json(succeeded(gateway.promote("{\"to\": \"replica-2\", \"force\": true}")));

        assertThat(report.path("oldPrimary").asString()).isEqualTo("primary");
        assertThat(followers("replica-2")).containsExactly("primary", "replica-1");
        assertThatRowsReachAllNodes(2);
    }

    /** A row that the gateway inserts now, and all that were there before. */
    private void assertThatRowsReachAllNodes(int row) {
        var written = gateway.http()
                .send("POST", "/round", "{\"number\": %d}".formatted(row), "Content-Type", "application/json");
        assertThat(written.statusCode()).as(written.body()).isEqualTo(201);
        cluster.awaitReplay();
        var rows = cluster.query(cluster.primary(), ROWS, String.class);
        assertThat(rows).endsWith(Integer.toString(row));
        assertThat(NODES)
                .allSatisfy(node ->
                        assertThat(cluster.query(node, ROWS, String.class)).isEqualTo(rows));
    }

    /** Those who stream from a primary, each through a slot of its own; and nobody else keeps any log. */
    private List<String> followers(String primary) {
        for (var other : except(primary)) {
            assertThat(cluster.query(other, "SELECT count(*) FROM pg_replication_slots", Integer.class))
                    .as("slots on " + other)
                    .isZero();
        }
        return List.of(cluster.query(primary, """
                        SELECT string_agg(application_name, ' ' ORDER BY application_name)
                          FROM pg_replication_slots LEFT JOIN pg_stat_replication ON pid = active_pid AND state = 'streaming'
                       """, String.class).split(" "));
    }

    private static List<String> except(String primary) {
        return NODES.stream().filter(node -> !node.equals(primary)).toList();
    }

    private static HttpResponse<String> succeeded(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer;
    }
}
