package dev.pgweir.cluster.monitor;

import dev.pgweir.cluster.Cluster;
import dev.pgweir.cluster.Node;
import dev.pgweir.cluster.membership.ClusterAction;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.springframework.context.event.EventListener;

/** Two gauges a node: whether it is up, and how many bytes it lags. They come and go with the nodes. Thread-safe. */
final class ClusterMetrics implements MeterBinder {

    private record NodeGauge(MultiGauge rows, Function<String, Number> value) {}

    private final Cluster cluster;
    private final List<NodeGauge> gauges = new ArrayList<>();

    ClusterMetrics(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public synchronized void bindTo(MeterRegistry registry) {
        var up = MultiGauge.builder("pgweir.node.up")
                .description("1 while the node answers its probes, 0 otherwise")
                .register(registry);
        var lag = MultiGauge.builder("pgweir.node.lag.bytes")
                .description("Log of the primary that the node has yet to replay")
                .baseUnit("bytes")
                .register(registry);
        gauges.add(new NodeGauge(up, this::up));
        gauges.add(new NodeGauge(lag, this::lag));
        followNodes();
    }

    @EventListener(ClusterAction.class)
    synchronized void followNodes() {
        var names = cluster.topology().nodes().stream().map(Node::name).toList();
        for (var gauge : gauges) {
            gauge.rows()
                    .register(names.stream()
                            .<Row<?>>map(name -> Row.of(
                                    Tags.of("node", name), () -> gauge.value().apply(name)))
                            .toList());
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
