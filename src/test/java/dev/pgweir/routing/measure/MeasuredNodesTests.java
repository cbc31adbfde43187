package dev.pgweir.routing.measure;

import static dev.pgweir.cluster.TestNodes.definition;
import static dev.pgweir.cluster.TestNodes.replica;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.cluster.Node;
import dev.pgweir.routing.Route.Reason;
import dev.pgweir.routing.load.Loads;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeasuredNodesTests {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Node first = new Node(definition("db1"), replica(1, "0/1"));
    private final Node second = new Node(definition("db2"), replica(1, "0/1"));
    private final Loads loads = new Loads();
    private final MeasuredNodes nodes = new MeasuredNodes(registry, loads, new SlowLog(Duration.ZERO));

    @Test
    void countRoutesByNodeAndReason() {
        nodes.of(first.definition()).routed(Reason.REPLICA, 10);

        assertThat(registry.get("pgweir.routes")
                        .tags("node", "db1", "reason", "replica")
                        .timer()
                        .count())
                .isOne();
    }

    @Test
    void haveTheMetersOfANodeUntilItGoes() {
        nodes.follow(List.of(first, second));
        var _ = nodes.uses(second.definition(), "request");
        assertThat(metersOf("db2")).isPositive();

        nodes.follow(List.of(first));

        assertThat(metersOf("db2")).isZero();
        assertThat(metersOf("db1")).isPositive();
    }

    @Test
    void tellTheLoadOfTheServerThatANameStandsForNow() {
        nodes.follow(List.of(first));
        loads.of(first).begin();

        assertThat(registry.get("pgweir.node.in.flight")
                        .tag("node", "db1")
                        .gauge()
                        .value())
                .isOne();
    }

    private long metersOf(String node) {
        return registry.getMeters().stream()
                .filter(meter -> node.equals(meter.getId().getTag("node")))
                .count();
    }
}
