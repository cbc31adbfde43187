package dev.pgweir.routing.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pgweir.cluster.FixedCluster;
import dev.pgweir.cluster.Lsn;
import dev.pgweir.cluster.Node;
import dev.pgweir.cluster.TestNodes;
import dev.pgweir.routing.NoNodeAvailable;
import dev.pgweir.routing.Route;
import dev.pgweir.routing.Route.Reason;
import dev.pgweir.routing.load.Balancer;
import dev.pgweir.routing.load.Loads;
import dev.pgweir.routing.transaction.RouteDemand.Freshness;
import dev.pgweir.routing.transaction.Router.Limits;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReadLadderTests {

    private static final Node PRIMARY = new Node(TestNodes.definition("primary"), TestNodes.primary(1, "0/30"));
    private static final Node REPLICA = new Node(TestNodes.definition("replica-1"), TestNodes.replica(1, "0/20"));
    private static final Node BEHIND = new Node(TestNodes.definition("replica-2"), TestNodes.replica(1, "0/10"));

    private final FixedCluster cluster = new FixedCluster(PRIMARY, BEHIND, REPLICA);
    private final ReadLadder ladder =
            new ReadLadder(cluster, router(), Duration.ofMillis(30), new FailoverWait(cluster, Duration.ZERO));

    @Test
    void takesAReplicaThatIsFreshEnoughWithoutAWait() {
        assertThat(ladder.route(demand("0/20", false))).isEqualTo(new Route(REPLICA, Reason.REPLICA));
        assertThat(cluster.awaited()).isEmpty();
    }

    @Test
    void waitsForTheReplicaThatLacksTheLeastBeforeItTakesThePrimary() {
        assertThat(ladder.route(demand("0/30", false))).isEqualTo(new Route(PRIMARY, Reason.NO_FRESH_REPLICA));
        assertThat(cluster.awaited()).containsExactly("replica-1");
    }

    @Test
    void waitsForNoReplicaWhereOnlyThePrimaryWillDo() {
        assertThat(ladder.route(demand("0/30", true))).isEqualTo(new Route(PRIMARY, Reason.STRONG));
        assertThat(cluster.awaited()).isEmpty();
    }

    @Test
    void takesAnyNodeWhereAReadHasLostAllOfThem() {
        var demand = new RouteDemand(true, Set.of("primary", "replica-1", "replica-2"), Freshness.ANY);

        assertThatExceptionOfType(NoNodeAvailable.class).isThrownBy(() -> ladder.route(demand));
        assertThat(ladder.routeAgain(demand).reason()).isEqualTo(Reason.REPLICA);
    }

    private static RouteDemand demand(String replayed, boolean strong) {
        return new RouteDemand(
                true, Set.of(), new Freshness(strong, Optional.of(Lsn.parse(replayed)), Optional.empty()));
    }

    private static Router router() {
        var loads = new Loads();
        var limits = new Limits(0, Duration.ofDays(1), Duration.ofDays(1), 0, Optional.empty());
        return new Router(limits, loads, new Balancer(loads, () -> 0));
    }
}
