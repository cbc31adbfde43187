package dev.pgweir.routing.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pgweir.cluster.FixedCluster;
import dev.pgweir.cluster.Lsn;
import dev.pgweir.cluster.Node;
import dev.pgweir.cluster.NodeDefinition;
import dev.pgweir.cluster.NodeState;
import dev.pgweir.cluster.Role;
import dev.pgweir.cluster.link.Pooler;
import dev.pgweir.embedded.TestCluster;
import dev.pgweir.routing.Route;
import dev.pgweir.routing.load.Loads;
import dev.pgweir.routing.measure.MeasuredNodes;
import dev.pgweir.routing.measure.SlowLog;
import dev.pgweir.routing.role.RolePolicy;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class PrimaryGuardIntegrationTests {

    private static final PoolFactory FACTORY = new PoolFactory(
            Workload.REQUEST,
            List.of("public"),
            new RoutingProperties(
                    1,
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(2),
                    1,
                    1,
                    10,
                    Duration.ZERO,
                    100,
                    Duration.ZERO,
                    0,
                    Duration.ZERO,
                    Duration.ofSeconds(10),
                    DataSize.ofBytes(0),
                    Duration.ZERO,
                    0,
                    0,
                    Duration.ZERO,
                    Duration.ZERO,
                    List.of("public"),
                    "",
                    DataSize.ofMegabytes(1)),
            new SimpleMeterRegistry(),
            Optional.empty(),
            Pooler.NONE);
    private static final Loads LOADS = new Loads();
    private static final MeasuredNodes NODES =
            new MeasuredNodes(new SimpleMeterRegistry(), LOADS, new SlowLog(Duration.ZERO));
    private static final StatementWatch WATCH = new StatementWatch(new SimpleMeterRegistry());

    private static NodePool pool(FixedCluster cluster, NodeDefinition node) {
        var uses = NODES.uses(node, "request");
        return new NodePool(node, cluster, LOADS.of(node), FACTORY, WATCH, RolePolicy.NONE, uses);
    }

    @Test
    void refusesToWriteToAStandbyThatTheTopologyTakesForThePrimary() {
        var cluster = takingForPrimary("replica-1");
        try (var pools = new NodePools(cluster, (node, _) -> pool(cluster, node), _ -> {}, false)) {
            var connections = pools.connectionsFor(writes(cluster));

            assertThatExceptionOfType(SQLTransientConnectionException.class).isThrownBy(connections::getConnection);
            assertThat(cluster.suspected()).containsExactly("replica-1");
        }
    }

    @Test
    void readsWhatNeedsThePrimaryFromNoStandby() {
        var cluster = takingForPrimary("replica-1");
        try (var pools = new NodePools(cluster, (node, _) -> pool(cluster, node), _ -> {}, false)) {
            var primary = cluster.topology().primary().orElseThrow();
            var connections = pools.connectionsFor(new Route(primary, Route.Reason.STRONG));

            assertThatExceptionOfType(SQLTransientConnectionException.class).isThrownBy(connections::getConnection);
            assertThat(cluster.suspected()).containsExactly("replica-1");
        }
    }

    @Test
    void letsThePrimaryWrite() throws SQLException {
        var cluster = takingForPrimary("primary");
        try (var pools = new NodePools(cluster, (node, _) -> pool(cluster, node), _ -> {}, false);
                var connection = pools.connectionsFor(writes(cluster)).getConnection()) {
            assertThat(connection.isValid(1)).isTrue();
            assertThat(cluster.suspected()).isEmpty();
        }
    }

    /** Takes its only node for the primary, and asks nobody. */
    private static FixedCluster takingForPrimary(String node) {
        var primary = new NodeState.Up(Role.PRIMARY, 1, 1, new Lsn(1), Optional.empty(), Instant.EPOCH);
        return new FixedCluster(new Node(TestCluster.shared().node(node), primary));
    }

    private static Route writes(FixedCluster cluster) {
        return new Route(cluster.topology().primary().orElseThrow(), Route.Reason.WRITE);
    }
}
