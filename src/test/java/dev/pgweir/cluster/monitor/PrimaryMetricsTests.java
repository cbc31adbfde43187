package dev.pgweir.cluster.monitor;

import static dev.pgweir.cluster.TestNodes.definition;
import static dev.pgweir.cluster.TestNodes.primary;
import static dev.pgweir.cluster.TestNodes.replica;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.cluster.Node;
import dev.pgweir.cluster.NodeState;
import dev.pgweir.cluster.Topology;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PrimaryMetricsTests {

    private static final Topology FIRST = topology(primary(1, "0/1"), replica(1, "0/1"));
    private static final Topology NONE = topology(new NodeState.Down("gone"), replica(1, "0/1"));
    private static final Topology SECOND = topology(new NodeState.Down("gone"), primary(2, "0/2"));

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final PrimaryMetrics metrics = new PrimaryMetrics();

    PrimaryMetricsTests() {
        metrics.bindTo(registry);
    }

    @Test
    void tellWhetherThereIsAPrimary() {
        assertThat(present()).isZero();

        metrics.accept(FIRST);
        assertThat(present()).isOne();

        metrics.accept(NONE);
        assertThat(present()).isZero();
    }

    @Test
    void measureHowLongThereWasNone() {
        metrics.accept(NONE);
        metrics.accept(FIRST);
        assertThat(gaps())
                .as("nobody has missed a primary before the first was seen")
                .isZero();

        metrics.accept(NONE);
        metrics.accept(NONE);
        metrics.accept(SECOND);

        assertThat(gaps()).isOne();
        assertThat(registry.get("pgweir.primary.absent").timer().totalTime(TimeUnit.NANOSECONDS))
                .isPositive();
    }

    @Test
    void countOnlyOtherPrimariesAsChanges() {
        metrics.accept(FIRST);
        metrics.accept(NONE);
        metrics.accept(FIRST);
        assertThat(changes()).isZero();

        metrics.accept(NONE);
        metrics.accept(SECOND);
        assertThat(changes()).isOne();
    }

    private static Topology topology(NodeState first, NodeState second) {
        return new Topology(List.of(new Node(definition("db1"), first), new Node(definition("db2"), second)));
    }

    private double present() {
        return registry.get("pgweir.primary.present").gauge().value();
    }

    private long gaps() {
        return registry.get("pgweir.primary.absent").timer().count();
    }

    private double changes() {
        return registry.get("pgweir.primary.changes").counter().count();
    }
}
