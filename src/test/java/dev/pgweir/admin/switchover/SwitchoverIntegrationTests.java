package dev.pgweir.admin.switchover;

import static dev.pgweir.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.embedded.TestCluster;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Switchovers and promotions by a gateway that runs the servers itself. */
class SwitchoverIntegrationTests {

    private static final List<String> NODES = List.of("primary", "replica-1", "replica-2");

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
    void failsNoRequestUnderLoad() throws InterruptedException {
        var load = Load.during(gateway.http(), () -> {
            for (var successor : List.of("replica-1", "replica-2", "primary")) {
                succeeded(gateway.switchover("{\"to\": \"%s\"}".formatted(successor)));
            }
        });
        assertThat(load.failures()).isEmpty();
        assertThat(cluster.query("primary", "SELECT count(*) FROM round", Integer.class))
                .isEqualTo(load.inserted());
    }

    @Test
    void switchesBackAndForth() {
        var timeline = 1;
        var old = "primary";
        for (var successor : List.of("replica-1", "primary", "replica-2", "replica-1")) {
            var begun = System.nanoTime();
            var report = json(succeeded(gateway.switchover("{\"to\": \"%s\"}".formatted(successor))));
            System.err.println((System.nanoTime() - begun) / 1_000_000 + " ms: " + report);
            timeline++;

            assertThat(report.path("oldPrimary").asString()).isEqualTo(old);
            assertThat(report.path("newPrimary").asString()).isEqualTo(successor);
            assertThat(report.path("timeline").asInt()).isEqualTo(timeline);
            assertThat(report.path("nodes").values())
                    .extracting(node -> node.path("outcome").asString())
                    .containsExactly("streaming", "streaming");
            assertThat(gateway.primary().asString()).isEqualTo(successor);
            assertThat(followers(successor)).containsExactlyElementsOf(except(successor));
            assertThatRowsReachAllNodes(timeline);
            old = successor;
        }
    }

    private void assertThatRowsReachAllNodes(int round) {
        var written = gateway.http()
                .send("POST", "/round", "{\"number\": %d}".formatted(round), "Content-Type", "application/json");
        assertThat(written.statusCode()).as(written.body()).isEqualTo(201);
        cluster.awaitReplay();
        for (var node : NODES) {
            assertThat(cluster.query(node, "SELECT count(*) FROM round", Integer.class))
                    .isEqualTo(round - 1);
        }
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
