package dev.pgweir.cluster.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgweir.cluster.Cluster;
import dev.pgweir.cluster.Node;
import dev.pgweir.cluster.NodeChanged;
import dev.pgweir.cluster.NodeState;
import dev.pgweir.embedded.TestCluster;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;

class ClusterConfigurationIntegrationTests {

    private static final String NOBODY_LISTENS = "jdbc:postgresql://127.0.0.1:1/test";

    private final ApplicationContextRunner application =
            new ApplicationContextRunner().withUserConfiguration(ClusterAlone.class, Listener.class);

    @Test
    void startsThoughEveryNodeIsDown() {
        application
                .withPropertyValues(
                        "pgweir.cluster.username=test",
                        "pgweir.cluster.nodes[0].name=db1",
                        "pgweir.cluster.nodes[0].url=" + NOBODY_LISTENS)
                .run(context -> assertThat(
                                context.getBean(Cluster.class).topology().nodes())
                        .extracting(Node::state)
                        .hasOnlyElementsOfType(NodeState.Down.class));
    }

    @Test
    void knowsTheTopologyWhenTheStartIsDone() {
        onTheSharedCluster()
                .run(context -> assertThat(
                                context.getBean(Cluster.class).topology().primary())
                        .map(Node::name)
                        .contains("primary"));
    }

    @Test
    void publishesChanges() {
        onTheSharedCluster().run(context -> {
            context.getBean(Cluster.class).suspect("replica-1", "connection reset");

            var heard = context.getBean(Listener.class).heard;
            await().untilAsserted(() -> assertThat(heard)
                    .filteredOn(change -> !(change.before() instanceof NodeState.Unknown))
                    .extracting(NodeChanged::toString)
                    .satisfiesExactly(
                            down -> assertThat(down).isEqualTo("replica-1: replica -> down, connection reset"),
                            up -> assertThat(up).startsWith("replica-1: down -> replica, timeline 1, ")));
        });
    }

    @Test
    void measuresEachNode() {
        onTheSharedCluster().run(context -> {
            var registry = new SimpleMeterRegistry();
            context.getBean(ClusterMetrics.class).bindTo(registry);

            assertThat(registry.get("pgweir.node.up").gauges()).hasSize(3);
            assertThat(registry.get("pgweir.node.up")
                            .tag("node", "replica-2")
                            .gauge()
                            .value())
                    .isOne();
            assertThat(registry.get("pgweir.node.lag.bytes")
                            .tag("node", "primary")
                            .gauge()
                            .value())
                    .isZero();
        });
    }

    private ApplicationContextRunner onTheSharedCluster() {
        var pairs = new ArrayList<String>();
        TestCluster.shared().register((name, value) -> pairs.add(name + "=" + value.get()));
        return application.withPropertyValues(pairs.toArray(String[]::new));
    }

    @Import(ClusterConfiguration.class)
    @EnableConfigurationProperties(ClusterProperties.class)
    static class ClusterAlone {}

    static class Listener {

        private final List<NodeChanged> heard = new CopyOnWriteArrayList<>();

        @EventListener
        void hear(NodeChanged change) {
            heard.add(change);
        }
    }
}
