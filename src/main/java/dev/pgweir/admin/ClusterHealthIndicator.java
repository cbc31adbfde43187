package dev.pgweir.admin;

import dev.pgweir.cluster.Cluster;
import dev.pgweir.cluster.Node;
import dev.pgweir.cluster.NodeState;
import java.util.Locale;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Ready while at least one node can serve reads. */
@Component
final class ClusterHealthIndicator implements HealthIndicator {

    private final Cluster cluster;

    ClusterHealthIndicator(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public Health health() {
        var nodes = cluster.topology().nodes();
        var health = nodes.stream().anyMatch(node -> node.up().isPresent()) ? Health.up() : Health.outOfService();
        nodes.forEach(node -> health.withDetail(node.name(), describe(node)));
        return health.build();
    }

    private static String describe(Node node) {
        return switch (node.state()) {
            case NodeState.Up up -> up.role().name().toLowerCase(Locale.ROOT);
            case NodeState.Down down -> "down, " + down.reason();
            case NodeState.Unknown _ -> "not yet probed";
        };
    }
}
