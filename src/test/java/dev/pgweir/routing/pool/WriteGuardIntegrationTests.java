package dev.pgweir.routing.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pgweir.cluster.Cluster;
import dev.pgweir.cluster.Lsn;
import dev.pgweir.cluster.Node;
import dev.pgweir.cluster.NodeDefinition;
import dev.pgweir.cluster.NodeState;
import dev.pgweir.cluster.Role;
import dev.pgweir.cluster.Topology;
import dev.pgweir.embedded.TestCluster;
import dev.pgweir.routing.NoNodeAvailable;
import dev.pgweir.routing.Route;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class WriteGuardIntegrationTests {

    private static final PoolFactory FACTORY = new PoolFactory(
            Workload.REQUEST,
            new RoutingProperties(
                    1, Duration.ofSeconds(2), Duration.ofSeconds(2), 1, Duration.ZERO, 0, DataSize.ofMegabytes(1)),
            new SimpleMeterRegistry());
    private static final StatementWatch WATCH = new StatementWatch(new SimpleMeterRegistry());

    @Test
    void refusesToWriteToAStandbyThatTheTopologyTakesForThePrimary() {
        var cluster = new StaleCluster(TestCluster.shared().node("replica-1"));
        try (var pools = new NodePools(cluster, (node, _) -> new NodePool(node, cluster, FACTORY, WATCH))) {
            var connections = pools.connectionsFor(cluster.writes());

            assertThatExceptionOfType(NoNodeAvailable.class).isThrownBy(connections::getConnection);
            assertThat(cluster.suspected).containsExactly("replica-1");
        }
    }

    @Test
    void letsThePrimaryWrite() throws SQLException {
        var cluster = new StaleCluster(TestCluster.shared().node("primary"));
        try (var pools = new NodePools(cluster, (node, _) -> new NodePool(node, cluster, FACTORY, WATCH));
                var connection = pools.connectionsFor(cluster.writes()).getConnection()) {
            assertThat(connection.isValid(1)).isTrue();
            assertThat(cluster.suspected).isEmpty();
        }
    }

    /** Takes its only node for the primary, and asks nobody. */
    private static final class StaleCluster implements Cluster {

        private final Topology topology;
        private final List<String> suspected = new ArrayList<>();

        StaleCluster(NodeDefinition node) {
            var primary = new NodeState.Up(Role.PRIMARY, 1, 1, new Lsn(1), Instant.EPOCH);
            this.topology = new Topology(List.of(new Node(node, primary)));
        }

        Route writes() {
            return new Route(topology.primary().orElseThrow(), Route.Reason.WRITE);
        }

        @Override
        public Topology topology() {
            return topology;
        }

        @Override
        public void suspect(String node, String reason) {
            suspected.add(node);
        }
    }
}
