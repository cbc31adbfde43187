package dev.pgweir.cluster.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgweir.cluster.Node;
import dev.pgweir.cluster.NodeChanged;
import dev.pgweir.cluster.NodeState;
import dev.pgweir.cluster.Role;
import dev.pgweir.cluster.Topology;
import dev.pgweir.cluster.link.Pooler;
import dev.pgweir.embedded.TestCluster;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClusterMonitorIntegrationTests {

    private static final Duration INTERVAL = Duration.ofMillis(50);
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private static TestCluster servers;

    private ClusterMonitor monitor;

    @BeforeAll
    static void startServers() {
        servers = TestCluster.start(2);
    }

    @AfterAll
    static void stopServers() {
        servers.close();
    }

    @BeforeEach
    void startMonitor() throws InterruptedException {
        monitor = new ClusterMonitor(
                servers.nodes(),
                node -> new ConnectionProbe(node, TIMEOUT, Pooler.NONE),
                INTERVAL,
                TIMEOUT,
                Optional.empty(),
                _ -> {},
                _ -> {});
        monitor.start(Duration.ofSeconds(10));
    }

    @AfterEach
    void stopMonitor() {
        monitor.close();
    }

    @Test
    void findsRolesTimelinesAndPositions() {
        servers.awaitReplay();
        monitor.suspect("replica-1", "look again");

        await().untilAsserted(() -> {
            assertThat(topology().primary()).map(Node::name).contains("primary");
            assertThat(topology().replicas()).extracting(Node::name).containsExactly("replica-1", "replica-2");
            assertThat(topology().nodes()).map(topology()::lagBytes).containsOnly(Optional.of(0L));
        });
        assertThat(topology().nodes())
                .map(node -> node.up().orElseThrow())
                .allSatisfy(up -> assertThat(up.timeline()).isEqualTo(1))
                .extracting(NodeState.Up::systemIdentifier)
                .containsOnly(
                        servers.query("primary", "SELECT system_identifier FROM pg_control_system()", Long.class));
    }

    @Test
    void seesAReplicaLagBehindAndCatchUp() {
        servers.query("replica-1", "SELECT pg_wal_replay_pause()::text", String.class);
        servers.execute("UPDATE users SET name = name WHERE user_id <= 100");

        await().untilAsserted(() -> assertThat(lag("replica-1"))
                .hasValueSatisfying(lag -> assertThat(lag).isPositive()));

        servers.query("replica-1", "SELECT pg_wal_replay_resume()::text", String.class);
        await().untilAsserted(() -> assertThat(lag("replica-1")).contains(0L));
    }

    @Test
    void seesAKilledReplicaGoAndCome() {
        servers.kill("replica-2");
        await().untilAsserted(() -> assertThat(down("replica-2").reason()).containsIgnoringCase("refused"));

        servers.restart("replica-2");
        await().until(() -> is("replica-2", Role.REPLICA));
    }

    @Test
    void seesAFrozenReplicaGoAndComeWhileTheOthersAreProbed() {
        servers.freeze("replica-1");
        await().until(() -> topology().node("replica-1").flatMap(Node::up).isEmpty());
        var frozenAt = down("replica-1").since();

        await().untilAsserted(() -> assertThat(up("primary").probedAt()).isAfter(frozenAt.plus(TIMEOUT)));
        assertThat(up("replica-2").probedAt()).isAfter(frozenAt);
        assertThat(down("replica-1").since()).isEqualTo(frozenAt);

        servers.thaw("replica-1");
        await().until(() -> is("replica-1", Role.REPLICA));
    }

    @Test
    void findsThatASuspectIsWell() {
        monitor.suspect("primary", "connection reset");

        await().until(() -> is("primary", Role.PRIMARY));
    }

    @Test
    void survivesTheEndOfItsConnection() throws InterruptedException {
        var changes = new ConcurrentLinkedQueue<NodeChanged>();
        try (var observed = new ClusterMonitor(
                servers.nodes(),
                node -> new ConnectionProbe(node, TIMEOUT, Pooler.NONE),
                INTERVAL,
                TIMEOUT,
                Optional.empty(),
                changes::add,
                _ -> {})) {
            observed.start(Duration.ofSeconds(10));
            var before = observed.topology().node("primary").flatMap(Node::up).orElseThrow();

            servers.query(
                    "primary",
                    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'pgweir-monitor'",
                    Long.class);

            await().untilAsserted(() -> assertThat(observed.topology()
                            .node("primary")
                            .flatMap(Node::up)
                            .orElseThrow()
                            .probedAt())
                    .isAfter(before.probedAt().plus(INTERVAL)));
            assertThat(changes).noneMatch(change -> change.after() instanceof NodeState.Down);
        }
    }

    @Test
    void leavesNoConnectionBehind() {
        monitor.close();

        await().untilAsserted(() -> assertThat(servers.query(
                        "primary",
                        "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'pgweir-monitor'",
                        Long.class))
                .isZero());
    }

    private Topology topology() {
        return monitor.topology();
    }

    private boolean is(String node, Role role) {
        return topology().node(node).orElseThrow().is(role);
    }

    private Optional<Long> lag(String node) {
        return topology().node(node).flatMap(topology()::lagBytes);
    }

    private NodeState.Up up(String node) {
        return topology().node(node).flatMap(Node::up).orElseThrow();
    }

    private NodeState.Down down(String node) {
        return (NodeState.Down) topology().node(node).orElseThrow().state();
    }
}
