package dev.pgweir.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.cluster.Credentials;
import dev.pgweir.cluster.FixedCluster;
import dev.pgweir.cluster.Lsn;
import dev.pgweir.cluster.Node;
import dev.pgweir.cluster.NodeDefinition;
import dev.pgweir.cluster.NodeState;
import dev.pgweir.cluster.Role;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

class ClusterHealthIndicatorTests {

    private static final Node DOWN = node("primary", new NodeState.Down("refused"));
    private static final Node REPLICA =
            node("replica-1", new NodeState.Up(Role.REPLICA, 1, 1, new Lsn(1), Optional.empty(), Instant.EPOCH));

    @Test
    void isUpWhileAReplicaLives() {
        var health = indicator(DOWN, REPLICA).health();

        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails())
                .containsEntry("reads", "served")
                .containsEntry("writes", "no primary")
                .containsEntry("primary", "down, refused")
                .containsEntry("replica-1", "replica");
    }

    @Test
    void isOutOfServiceWhenNoNodeServesReads() {
        var health = indicator(DOWN, node("replica-1", new NodeState.Unknown())).health();

        assertThat(health.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        assertThat(health.getDetails()).containsEntry("replica-1", "not yet probed");
    }

    @Test
    void isOutOfServiceWhereTwoNodesClaimToBeThePrimary() {
        var health = indicator(primary("a", 2), primary("b", 2), REPLICA).health();

        assertThat(health.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        assertThat(health.getDetails())
                .containsEntry("a", "primary, not used: another node, too, says that it is the primary of timeline 2")
                .containsEntry(
                        "replica-1",
                        "replica, not used: it is on timeline 1, which a promotion has ended: the cluster is on timeline 2");
    }

    private static Node primary(String name, int timeline) {
        return node(name, new NodeState.Up(Role.PRIMARY, 1, timeline, new Lsn(1), Optional.empty(), Instant.EPOCH));
    }

    private static Node node(String name, NodeState state) {
        return new Node(new NodeDefinition(name, "jdbc:postgresql://db/shop", 1, new Credentials("app", "")), state);
    }

    private static ClusterHealthIndicator indicator(Node... nodes) {
        return new ClusterHealthIndicator(new FixedCluster(nodes));
    }
}
