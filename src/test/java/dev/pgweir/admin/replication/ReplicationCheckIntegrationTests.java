package dev.pgweir.admin.replication;

import static dev.pgweir.testing.Answers.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import dev.pgweir.testing.OwnedSchema;
import dev.pgweir.testing.StartedGateway;
import java.net.http.HttpResponse;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** "How do I see that replication works?" */
@GatewayTest
class ReplicationCheckIntegrationTests {

    private final Gateway gateway;

    @Autowired
    ReplicationCheckIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @Test
    void tellsWhenEachNodeHadReceivedFlushedAndReplayedTheMarker() {
        var report = json(check(gateway, ""));

        assertThat(report.path("works").asBoolean()).isTrue();
        assertThat(report.path("summary").asString()).startsWith("2 of 2 nodes have replayed the marker");
        assertThat(report.at("/marker/node").asString()).isEqualTo("primary");
        for (var node : report.path("nodes")) {
            assertThat(node.path("receivedMs").asDouble()).isPositive();
            assertThat(node.path("flushedMs").asDouble()).isPositive();
            assertThat(node.path("replayedMs").asDouble())
                    .isGreaterThanOrEqualTo(node.path("receivedMs").asDouble());
        }
    }

    @Test
    void tellsWhichKindOfReplicationRunsAndWhatItHoldsBack() {
        var report = json(check(gateway, ""));

        assertThat(report.path("kinds").values()).extracting(JsonNode::asString).contains("physical");
        assertThat(report.at("/nodes/0/receiver/status").asString()).isEqualTo("streaming");
        assertThat(report.at("/nodes/0/receiver/slot").asString()).isNotEmpty();
        assertThat(report.path("senders").values())
                .hasSize(2)
                .allMatch(sender -> sender.path("state").asString().equals("streaming"));
        assertThat(report.path("slots").values())
                .anyMatch(slot -> slot.path("kind").asString().equals("physical")
                        && slot.path("walStatus").asString().equals("reserved")
                        && slot.path("heldBackBytes").asLong(-1) >= 0);
    }

    @Test
    void writesNoRowAndChangesNoData() {
        var schema = new OwnedSchema("unchecked");
        var before = schema.strings("SELECT sum(n_tup_ins + n_tup_upd + n_tup_del)::text FROM pg_stat_user_tables");

        check(gateway, "");

        assertThat(schema.strings("SELECT sum(n_tup_ins + n_tup_upd + n_tup_del)::text FROM pg_stat_user_tables"))
                .isEqualTo(before);
    }

    @Test
    void tellsWhichNodeDoesNotReplay() {
        TestCluster.shared().query("replica-2", "SELECT pg_wal_replay_pause()", Object.class);
        try {
            var report = json(check(gateway, "{\"deadline\":\"300ms\"}"));

            assertThat(report.path("works").asBoolean()).isFalse();
            assertThat(report.path("summary").asString())
                    .startsWith("1 of 2 nodes have replayed the marker")
                    .endsWith(" replica-2: "
                            + node(report, "replica-2").path("failure").asString() + ".");
            assertThat(node(report, "replica-2").path("failure").asString())
                    .startsWith("it has not replayed the marker within 300 ms: its replay is paused");
            assertThat(node(report, "replica-2").has("replayedMs")).isFalse();
            assertThat(node(report, "replica-2").path("flushedMs").asDouble()).isPositive();
        } finally {
            TestCluster.shared().query("replica-2", "SELECT pg_wal_replay_resume()", Object.class);
        }
    }

    /** Each takes connections, which readers would lack. */
    @Test
    void areNotMadeByACrowd() throws Exception {
        TestCluster.shared().query("replica-2", "SELECT pg_wal_replay_pause()", Object.class);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = IntStream.range(0, 20)
                    .mapToObj(i -> threads.submit(() -> check(gateway, "{\"deadline\":\"2s\"}")))
                    .toList();
            var made = 0;
            for (var answer : answers) {
                if (answer.get().statusCode() == 200) {
                    made++;
                } else {
                    problem(answer.get(), 409, "check-running");
                }
            }
            assertThat(made).isEqualTo(4);
        } finally {
            TestCluster.shared().query("replica-2", "SELECT pg_wal_replay_resume()", Object.class);
        }
    }

    @Test
    void refusesWhatItDoesNotUnderstand() {
        assertThat(check(gateway, "{\"deadline\":\"soon\"}").statusCode()).isEqualTo(400);
        assertThat(check(gateway, "[]").statusCode()).isEqualTo(400);
    }

    @Test
    void saysThatThereIsNoPrimaryToWriteTo() {
        try (var cluster = TestCluster.start(1);
                var started = StartedGateway.on(cluster)) {
            cluster.kill("primary");
            await().untilAsserted(() ->
                    assertThat(check(started.http(), "").statusCode()).isEqualTo(503));
            assertThat(check(started.http(), "").body()).contains("no-primary", "primary is down");
        }
    }

    private static JsonNode node(JsonNode report, String name) {
        return report.path("nodes")
                .valueStream()
                .filter(node -> node.path("node").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static HttpResponse<String> check(Gateway gateway, String body) {
        return body.isEmpty()
                ? gateway.send("POST", "/admin/cluster/check", "")
                : gateway.send("POST", "/admin/cluster/check", body, "Content-Type", "application/json");
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonMapper().readTree(answer.body());
    }
}
