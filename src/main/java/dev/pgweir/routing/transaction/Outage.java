package dev.pgweir.routing.transaction;

import static java.util.stream.Collectors.joining;

import dev.pgweir.cluster.NodeState;
import dev.pgweir.cluster.Topology;
import dev.pgweir.routing.NoNodeAvailable;
import java.util.stream.Stream;

/** That no node can serve a transaction, with what each node that is down said last. */
final class Outage {

    private Outage() {}

    static NoNodeAvailable ofReads(String message, Topology topology) {
        return new NoNodeAvailable(true, message + reasons(topology));
    }

    static NoNodeAvailable ofWrites(String message, Topology topology) {
        return new NoNodeAvailable(false, message + reasons(topology));
    }

    private static String reasons(Topology topology) {
        var reasons = topology.nodes().stream()
                .flatMap(node -> node.state() instanceof NodeState.Down down
                        ? Stream.of("%s is down, %s"
                                .formatted(node.name(), down.reason().replaceAll("\\s+", " ")))
                        : Stream.empty())
                .collect(joining("; "));
        return reasons.isEmpty() ? "" : ": " + reasons;
    }
}
