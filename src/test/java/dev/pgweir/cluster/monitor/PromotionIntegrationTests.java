package dev.pgweir.cluster.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgweir.cluster.Node;
import dev.pgweir.cluster.NodeChanged;
import dev.pgweir.cluster.NodeState;
import dev.pgweir.cluster.Role;
import dev.pgweir.cluster.link.Pooler;
import dev.pgweir.embedded.TestCluster;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class PromotionIntegrationTests {

    @Test
    void followsThePrimaryToThePromotedReplicaAndStaysThereWhenTheOldOneReturns() throws InterruptedException {
        Queue<NodeChanged> changes = new ConcurrentLinkedQueue<>();
        try (var servers = TestCluster.start(1);
                var monitor = monitor(servers, changes)) {
            monitor.start(Duration.ofSeconds(10));
            assertThat(monitor.topology().primary()).map(Node::name).contains("primary");

            servers.kill("primary");
            await().until(() -> monitor.topology().primary().isEmpty());
            servers.promote("replica-1");
            await().until(() -> monitor.topology().primary().isPresent());
            servers.restart("primary");
            await().until(() -> monitor.topology().node("primary").orElseThrow().is(Role.PRIMARY));

            assertThat(monitor.topology().primary()).map(Node::name).contains("replica-1");
            assertThat(changes)
                    .extracting(change -> change.node() + " " + kind(change.after()))
                    .containsExactlyInAnyOrder(
                            "primary PRIMARY 1",
                            "replica-1 REPLICA 1",
                            "primary down",
                            "replica-1 PRIMARY 2",
                            "primary PRIMARY 1");
        }
    }

    private static ClusterMonitor monitor(TestCluster servers, Queue<NodeChanged> changes) {
        return new ClusterMonitor(
                servers.nodes(),
                node -> new ConnectionProbe(node, Duration.ofSeconds(1), Pooler.NONE),
                Duration.ofMillis(50),
                Duration.ofSeconds(1),
                Optional.empty(),
                changes::add,
                _ -> {});
    }

    private static String kind(NodeState state) {
        return switch (state) {
            case NodeState.Up up -> up.role() + " " + up.timeline();
            case NodeState.Down _ -> "down";
            case NodeState.Unknown _ -> "unknown";
        };
    }
}
