package dev.pgweir.routing.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.pgweir.cluster.Credentials;
import dev.pgweir.cluster.Lsn;
import dev.pgweir.cluster.Node;
import dev.pgweir.cluster.NodeDefinition;
import dev.pgweir.cluster.NodeState;
import dev.pgweir.cluster.Role;
import dev.pgweir.cluster.Topology;
import dev.pgweir.routing.NoNodeAvailable;
import dev.pgweir.routing.Route;
import dev.pgweir.routing.Route.Reason;
import dev.pgweir.routing.load.Balancer;
import dev.pgweir.routing.load.Loads;
import dev.pgweir.routing.transaction.Router.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RouterTests {

    private static final RouteDemand READ = new RouteDemand(true, Set.of());
    private static final RouteDemand WRITE = new RouteDemand(false, Set.of());

    private static final Node PRIMARY = up("primary", Role.PRIMARY, 1);
    private static final Node REPLICA_1 = up("replica-1", Role.REPLICA, 1);
    private static final Node REPLICA_2 = up("replica-2", Role.REPLICA, 3);
    private static final Node BACKUP = up("backup", Role.REPLICA, 0);

    @Test
    void sendsAWriteToThePrimary() {
        assertThat(router(0).route(topology(REPLICA_1, PRIMARY), WRITE)).isEqualTo(new Route(PRIMARY, Reason.WRITE));
    }

    @Test
    void refusesAWriteWithoutAPrimary() {
        var topology = topology(down("primary"), REPLICA_1);

        assertThatExceptionOfType(NoNodeAvailable.class)
                .isThrownBy(() -> router(0).route(topology, WRITE))
                .satisfies(refusal -> assertThat(refusal.readOnly()).isFalse());
    }

    @Test
    void refusesAWriteWhileTwoNodesClaimToBeThePrimary() {
        var topology = topology(PRIMARY, up("old-primary", Role.PRIMARY, 1), REPLICA_1);

        assertThatExceptionOfType(NoNodeAvailable.class)
                .isThrownBy(() -> router(0).route(topology, WRITE));
        assertThat(router(0).route(topology, READ).node()).isEqualTo(REPLICA_1);
    }

    @Test
    void readsNothingFromABranchThatAPromotionHasEnded() {
        var promoted = onTimeline(2, "promoted", Role.PRIMARY);
        var topology = topology(PRIMARY, REPLICA_1, REPLICA_2, promoted);

        assertThat(sharesOfReads(router(1), topology)).containsOnlyKeys("promoted");
        assertThat(router(0).route(topology, WRITE)).isEqualTo(new Route(promoted, Reason.WRITE));
        assertThatExceptionOfType(NoNodeAvailable.class)
                .isThrownBy(() -> router(0).route(topology, avoiding("promoted")));
    }

    @Test
    void spreadsReadsOverTheReplicasByWeight() {
        var shares = sharesOfReads(router(0), topology(PRIMARY, REPLICA_1, REPLICA_2));

        assertThat(shares).containsOnlyKeys("replica-1", "replica-2");
        assertThat(shares.get("replica-2")).isCloseTo(0.75, within(0.02));
    }

    @Test
    void sendsAShareOfReadsToThePrimaryByItsReadWeight() {
        var shares = sharesOfReads(router(1), topology(PRIMARY, REPLICA_2));

        assertThat(shares.get("primary")).isCloseTo(0.25, within(0.02));
    }

    @Test
    void saysThatThePrimaryWasChosenByItsWeight() {
        var drawsTheLast = router(1, () -> 0.999);

        assertThat(drawsTheLast.route(topology(PRIMARY, REPLICA_2), READ))
                .isEqualTo(new Route(PRIMARY, Reason.PRIMARY_BY_WEIGHT));
    }

    @Test
    void sendsNoReadToAReplicaOfWeightZeroWhileAnotherNodeLives() {
        assertThat(sharesOfReads(router(0), topology(PRIMARY, BACKUP, REPLICA_1)))
                .containsOnlyKeys("replica-1");
        assertThat(router(0).route(topology(PRIMARY, BACKUP), READ)).isEqualTo(new Route(PRIMARY, Reason.NO_REPLICA));
    }

    @Test
    void sendsReadsToAReplicaOfWeightZeroRatherThanNowhere() {
        assertThat(router(0).route(topology(down("primary"), BACKUP), READ))
                .isEqualTo(new Route(BACKUP, Reason.LAGGING));
    }

    @Test
    void sendsReadsToThePrimaryWhenNoReplicaIsUp() {
        assertThat(router(1).route(topology(PRIMARY, down("replica-1")), READ))
                .isEqualTo(new Route(PRIMARY, Reason.NO_REPLICA));
    }

    @Test
    void sendsReadsToReplicasWhileThePrimaryIsDown() {
        assertThat(router(5).route(topology(down("primary"), REPLICA_1), READ))
                .isEqualTo(new Route(REPLICA_1, Reason.REPLICA));
    }

    @Test
    void avoidsTheNodesThatHaveFailed() {
        var topology = topology(PRIMARY, REPLICA_1, REPLICA_2);

        assertThat(router(0).route(topology, avoiding("replica-2")).node()).isEqualTo(REPLICA_1);
        assertThat(router(0).route(topology, avoiding("replica-1", "replica-2")))
                .isEqualTo(new Route(PRIMARY, Reason.NO_REPLICA));
    }

    @Test
    void refusesAReadWhenEveryNodeIsDownOrHasFailed() {
        assertThatExceptionOfType(NoNodeAvailable.class)
                .isThrownBy(() -> router(0).route(topology(PRIMARY, down("replica-1")), avoiding("primary")))
                .satisfies(refusal -> assertThat(refusal.readOnly()).isTrue());
    }

    @Test
    void doesNotUseANodeThatWasNeverProbed() {
        var unknown = new Node(definition("replica-9", 1), new NodeState.Unknown());

        assertThat(router(0).route(topology(unknown, PRIMARY), READ).node()).isEqualTo(PRIMARY);
    }

    @Test
    void prefersReplicasOfItsOwnZoneWhileAnyOfThemIsFit() {
        var loads = new Loads();
        var router = new Router(limits(0, Optional.of("east")), loads, new Balancer(loads, new Random(42)::nextDouble));
        var near = in("east", REPLICA_1);
        var alsoNear = in("east", up("replica-3", Role.REPLICA, 1));
        var far = in("west", REPLICA_2);

        assertThat(sharesOfReads(router, topology(PRIMARY, near, far, alsoNear)))
                .containsOnlyKeys("replica-1", "replica-3");
        assertThat(router.route(topology(PRIMARY, near, far), avoiding("replica-1"))
                        .node())
                .isEqualTo(far);
        assertThat(router.route(topology(PRIMARY, far, REPLICA_1), READ).reason())
                .isEqualTo(Reason.REPLICA);
        assertThat(router.against(topology(PRIMARY, near, far), far, READ))
                .containsExactly("it is in another zone than the gateway, which has a replica in its own");
        assertThat(router.against(topology(PRIMARY, far), far, READ)).isEmpty();

        IntStream.range(0, 20).forEach(_ -> loads.of(near).fail(new IllegalStateException("lost")));
        assertThat(sharesOfReads(router, topology(PRIMARY, near, far))).containsOnlyKeys("replica-2");
        assertThat(router.against(topology(PRIMARY, near, far, alsoNear), near, READ))
                .containsExactly("it has failed too often lately");
    }

    private static Node in(String zone, Node node) {
        return new Node(node.definition().in(zone), node.state());
    }

    private static Router router(int primaryReadWeight) {
        return router(primaryReadWeight, new Random(42)::nextDouble);
    }

    private static Router router(int primaryReadWeight, DoubleSupplier draw) {
        var loads = new Loads();
        return new Router(limits(primaryReadWeight, Optional.empty()), loads, new Balancer(loads, draw));
    }

    private static Limits limits(int primaryReadWeight, Optional<String> zone) {
        return new Limits(primaryReadWeight, Duration.ofSeconds(3), Duration.ofSeconds(10), 1000, zone);
    }

    private static Map<String, Double> sharesOfReads(Router router, Topology topology) {
        var draws = 10_000;
        return IntStream.range(0, draws)
                .mapToObj(_ -> router.route(topology, READ).node().name())
                .collect(Collectors.groupingBy(
                        Function.identity(),
                        Collectors.collectingAndThen(Collectors.counting(), count -> (double) count / draws)));
    }

    private static Topology topology(Node... nodes) {
        return new Topology(List.of(nodes));
    }

    private static RouteDemand avoiding(String... names) {
        return new RouteDemand(true, Set.of(names));
    }

    private static Node up(String name, Role role, int weight) {
        return new Node(
                definition(name, weight), new NodeState.Up(role, 1, 1, new Lsn(1), Optional.empty(), Instant.EPOCH));
    }

    private static Node onTimeline(int timeline, String name, Role role) {
        return new Node(
                definition(name, 1), new NodeState.Up(role, 1, timeline, new Lsn(1), Optional.empty(), Instant.EPOCH));
    }

    private static Node down(String name) {
        return new Node(definition(name, 1), new NodeState.Down("refused"));
    }

    private static NodeDefinition definition(String name, int weight) {
        return new NodeDefinition(name, "jdbc:postgresql://localhost/" + name, weight, new Credentials("app", ""));
    }
}
