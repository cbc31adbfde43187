package dev.pgweir.admin;

import dev.pgweir.cluster.Cluster;
import dev.pgweir.cluster.Node;
import dev.pgweir.cluster.NodeState;
import dev.pgweir.cluster.Topology;
import java.util.Locale;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Ready while at least one node can serve reads; whether writes are served is told as well. */
@Component
final class ClusterHealthIndicator implements HealthIndicator {

    private final Cluster cluster;

    ClusterHealthIndicator(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public Health health() {
        var topology = cluster.topology();
        var health = topology.readable().isEmpty() ? Health.outOfService() : Health.up();
        health.withDetail("reads", topology.readable().isEmpty() ? "no node" : "served");
        health.withDetail("writes", topology.primary().isEmpty() ? "no primary" : "served");
        topology.nodes().forEach(node -> health.withDetail(node.name(), describe(node, topology)));
        return health.build();
    }

    private static String describe(Node node, Topology topology) {
        return switch (node.state()) {
            case NodeState.Up up ->
                up.role().name().toLowerCase(Locale.ROOT)
                        + WhyNotUsed.of(node, topology)
                                .map(", not used: "::concat)
                                .orElse("");
            case NodeState.Down down -> "down, " + down.reason();
            case NodeState.Unknown _ -> "not yet probed";
        };
    }
}
