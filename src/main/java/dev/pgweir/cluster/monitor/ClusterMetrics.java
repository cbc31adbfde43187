package dev.pgweir.cluster.monitor;

import dev.pgweir.cluster.Cluster;
import dev.pgweir.cluster.Node;
import dev.pgweir.cluster.NodeDefinition.AllowedUse;
import dev.pgweir.cluster.NodeState;
import dev.pgweir.cluster.Role;
import dev.pgweir.cluster.membership.ClusterAction;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.springframework.context.event.EventListener;

/** Gauges of what is known of each node. They come and go with the nodes. Thread-safe. */
final class ClusterMetrics implements MeterBinder {

    /**
     * One gauge of each node.
     *
     * @param tags besides that of the node
     * @param value not a number where it is not known
     */
    private record NodeGauge(Tags tags, ToDoubleFunction<Node> value) {}

    private record Gauges(MultiGauge rows, List<NodeGauge> ofNode) {}

    private final Cluster cluster;
    private final List<Gauges> all = new ArrayList<>();

    ClusterMetrics(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public synchronized void bindTo(MeterRegistry registry) {
        add(
                registry,
                "up",
                "1 while the node answers its probes, 0 otherwise",
                node -> node.up().isPresent() ? 1 : 0);
        add(
                registry,
                "lag.bytes",
                "Log of the primary that the node has yet to replay, as of its last probe",
                this::lag);
        add(
                registry,
                "lag.seconds",
                "How old its data may be at most; of the primary, its last probe",
                ClusterMetrics::lagSeconds);
        add(registry, "timeline", "The timeline that the node is on", ClusterMetrics::timeline);
        add(registry, "role", "1 for the role that the node says it has", roles());
        add(registry, "duty", "1 for what operators let the node be used for", duties());
        followNodes();
    }

    private static List<NodeGauge> roles() {
        return Stream.of(Role.values())
                .map(role -> new NodeGauge(Tags.of("role", word(role)), node -> node.is(role) ? 1 : 0))
                .toList();
    }

    private static List<NodeGauge> duties() {
        return Stream.of(AllowedUse.values())
                .map(use -> new NodeGauge(
                        Tags.of("duty", word(use)), node -> node.definition().allowedUse() == use ? 1 : 0))
                .toList();
    }

    private void add(MeterRegistry registry, String name, String description, ToDoubleFunction<Node> value) {
        add(registry, name, description, List.of(new NodeGauge(Tags.empty(), value)));
    }

    private void add(MeterRegistry registry, String name, String description, List<NodeGauge> gauges) {
        var rows = MultiGauge.builder("pgweir.node." + name)
                .description(description)
                .register(registry);
        all.add(new Gauges(rows, gauges));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    @EventListener(ClusterAction.class)
    synchronized void followNodes() {
        var names = cluster.topology().nodes().stream().map(Node::name).toList();
        for (var gauges : all) {
            gauges.rows()
                    .register(names.stream()
                            .flatMap(name -> gauges.ofNode().stream().<Row<?>>map(gauge -> row(name, gauge)))
                            .toList());
        }
    }

    private Row<?> row(String name, NodeGauge gauge) {
        return Row.of(
                gauge.tags().and("node", name),
                () -> cluster.topology()
                        .node(name)
                        .map(gauge.value()::applyAsDouble)
                        .orElse(Double.NaN));
    }

    private static double timeline(Node node) {
        return node.up().map(NodeState.Up::timeline).map(Integer::doubleValue).orElse(Double.NaN);
    }

    private static double lagSeconds(Node node) {
        return node.staleness(System.nanoTime()).map(age -> age.toNanos() / 1e9).orElse(Double.NaN);
    }

    private double lag(Node node) {
        return cluster.topology().lagBytes(node).map(Long::doubleValue).orElse(Double.NaN);
    }
}
