package dev.pgweir.routing.measure;

import dev.pgweir.cluster.Node;
import dev.pgweir.cluster.NodeDefinition;
import dev.pgweir.routing.load.Loads;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What is measured of each node, by its name. It goes with the node. Thread-safe. */
public final class MeasuredNodes {

    private final Map<String, NodeMeters> nodes = new ConcurrentHashMap<>();
    private final MeterRegistry registry;
    private final Loads loads;
    private final SlowLog slow;

    /**
     * @param registry where the meters are kept
     * @param loads how each node bears what it is given
     * @param slow logs what is slow
     */
    public MeasuredNodes(MeterRegistry registry, Loads loads, SlowLog slow) {
        this.registry = registry;
        this.loads = loads;
        this.slow = slow;
    }

    /** The meters of a node. */
    public NodeMeters of(NodeDefinition node) {
        var known = nodes.get(node.name());
        return known != null
                ? known
                : nodes.computeIfAbsent(node.name(), name -> new NodeMeters(registry, name, loads.of(node)));
    }

    /** The uses of the connections of one of a node's pools. */
    public Uses uses(NodeDefinition node, String pool) {
        var meters = of(node);
        return new Uses(node.name(), meters, meters.waits(pool), slow);
    }

    /** Follows the nodes: removes the meters of all others, and notes where a name has come to stand for another server. */
    public void follow(Collection<Node> present) {
        present.forEach(node -> of(node.definition()).bears(loads.of(node)));
        nodes.entrySet().removeIf(entry -> {
            var gone = present.stream().noneMatch(node -> node.name().equals(entry.getKey()));
            if (gone) {
                entry.getValue().remove();
            }
            return gone;
        });
    }
}
