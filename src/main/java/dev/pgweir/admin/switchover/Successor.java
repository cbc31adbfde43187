package dev.pgweir.admin.switchover;

import static java.util.Comparator.comparing;

import dev.pgweir.cluster.Node;
import dev.pgweir.cluster.NodeState;
import dev.pgweir.cluster.Topology;
import java.util.Optional;

/** Chooses the replica that becomes the primary: the one the operator names, or the most advanced. Pure. */
final class Successor {

    private Successor() {}

    static Node choose(Topology topology, Optional<String> name) {
        return name.isPresent() ? named(topology, name.get()) : mostAdvanced(topology);
    }

    private static Node mostAdvanced(Topology topology) {
        return topology.replicas().stream()
                .max(comparing(
                        replica -> replica.up().map(NodeState.Up::position).orElseThrow()))
                .orElseThrow(() -> Refusal.conflict("not-promotable", "there is no replica that could be promoted"));
    }

    private static Node named(Topology topology, String name) {
        var node = topology.node(name)
                .orElseThrow(() -> Refusal.conflict("not-promotable", "no node is named \"%s\"".formatted(name)));
        if (!topology.replicas().contains(node)) {
            throw Refusal.conflict("not-promotable", "%s is %s".formatted(name, describe(node)));
        }
        return node;
    }

    private static String describe(Node node) {
        return switch (node.state()) {
            case NodeState.Up up ->
                switch (up.role()) {
                    case PRIMARY -> "a primary already";
                    case REPLICA -> "on timeline %d, which a promotion has ended".formatted(up.timeline());
                };
            case NodeState.Down down -> "down: " + down.reason();
            case NodeState.Unknown _ -> "not probed yet";
        };
    }
}
