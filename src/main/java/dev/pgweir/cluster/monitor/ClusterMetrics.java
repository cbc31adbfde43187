package dev.pgweir.cluster.monitor;

import dev.pgweir.cluster.Cluster;
import dev.pgweir.cluster.Node;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** Two gauges a node: whether it is up, and how many bytes it lags. */
record ClusterMetrics(Cluster cluster) implements MeterBinder {

    @Override
    public void bindTo(MeterRegistry registry) {
        for (var node : cluster.topology().nodes()) {
            Gauge.builder("pgweir.node.up", () -> up(node.name()))
                    .description("1 while the node answers its probes, 0 otherwise")
                    .tag("node", node.name())
                    .register(registry);
            Gauge.builder("pgweir.node.lag.bytes", () -> lag(node.name()))
                    .description("Log of the primary that the node has yet to replay")
                    .baseUnit("bytes")
                    .tag("node", node.name())
                    .register(registry);
        }
    }

    private int up(String name) {
        return cluster.topology().node(name).flatMap(Node::up).isPresent() ? 1 : 0;
    }

    private double lag(String name) {
        var topology = cluster.topology();
        return topology.node(name)
                .flatMap(topology::lagBytes)
                .map(Long::doubleValue)
                .orElse(Double.NaN);
    }
}
