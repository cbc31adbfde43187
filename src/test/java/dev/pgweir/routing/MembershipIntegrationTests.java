package dev.pgweir.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.pgweir.cluster.NodeDefinition.AllowedUse;
import dev.pgweir.cluster.membership.Membership;
import dev.pgweir.cluster.membership.NodeAdjustment;
import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.ReadLoad;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Operators change which nodes there are, and what for, while the gateway runs. */
class MembershipIntegrationTests {

    /** Not the shared one, to which the contexts of other tests keep connections. */
    private static final TestCluster CLUSTER = TestCluster.start(2);

    private static final String CONNECTIONS =
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'pgweir' AND backend_type = 'client backend'";

    private Gateway gateway = Gateway.to(CLUSTER, "pgweir.routing.pool-size=4");

    @BeforeEach
    void waitForConnections() {
        await().untilAsserted(() -> assertThat(connectionsTo("replica-2")).isPositive());
    }

    @AfterAll
    static void stopServers() {
        CLUSTER.close();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void failsNoReadWhileANodeGoesAndComes() {
        var load = ReadLoad.during(() -> gateway.visits().read(), running -> {
            remove("replica-2");
            await().untilAsserted(() -> assertThat(connectionsTo("replica-2")).isZero());
            running.awaitReads(100);
            add("replica-2");
            await().until(() -> gateway.traffic("replica-2").transactions().reads() > 100);
        });

        assertThat(load.failures()).isEmpty();
    }

    @Test
    void measuresANodeForAsLongAsItIsThere() {
        assertThat(meters("replica-2")).isPositive();

        remove("replica-2");
        await().untilAsserted(() -> assertThat(meters("replica-2")).isZero());
        assertThat(meters("replica-1")).isPositive();

        add("replica-2");
        await().until(() -> gateway.bean(MeterRegistry.class)
                        .get("pgweir.node.up")
                        .tag("node", "replica-2")
                        .gauge()
                        .value()
                == 1);
    }

    @Test
    void letsAStatementEndOnANodeThatIsRemoved() throws ExecutionException, InterruptedException {
        adjust("replica-1", AllowedUse.DRAINED);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var read = threads.submit(() -> gateway.visits().readFor(1.5));
            await().until(() -> gateway.traffic("replica-2").pool().active() == 1);

            remove("replica-2");

            read.get();
            await().untilAsserted(() -> assertThat(connectionsTo("replica-2")).isZero());
        }
    }

    @Test
    void keepsConnectionsWhenAWeightChanges() {
        gateway.close();
        gateway = Gateway.to(CLUSTER, "pgweir.routing.pool-size=1", "pgweir.cluster.nodes[2].weight=0");
        var before = gateway.visits().read().backend();

        gateway.bean(Membership.class)
                .adjust("test", "replica-1", new NodeAdjustment(Optional.of(7), Optional.empty()));

        assertThat(gateway.topology()
                        .node("replica-1")
                        .orElseThrow()
                        .definition()
                        .weight())
                .isEqualTo(7);
        assertThat(gateway.visits().read().backend()).isEqualTo(before);
        assertThat(gateway.traffic("replica-1").transactions().reads()).isEqualTo(2);
    }

    @Test
    void readsNothingFromADrainedNodeButWritesToADrainedPrimary() {
        adjust("replica-1", AllowedUse.DRAINED);
        assertThat(readers()).containsOnly(portOf("replica-2"));

        adjust("replica-2", AllowedUse.DRAINED);
        assertThat(readers()).containsOnly(portOf("primary"));

        adjust("primary", AllowedUse.DRAINED);
        assertThat(gateway.visits().write().port()).isEqualTo(portOf("primary"));
        assertThatExceptionOfType(NoNodeAvailable.class)
                .isThrownBy(() -> gateway.visits().read());

        adjust("replica-1", AllowedUse.SERVING);
        assertThat(readers()).containsOnly(portOf("replica-1"));
    }

    @Test
    void neitherReadsNorWritesABannedNode() {
        adjust("primary", AllowedUse.BANNED);

        assertThatExceptionOfType(NoNodeAvailable.class)
                .isThrownBy(() -> gateway.visits().write());
        assertThat(readers()).doesNotContain(portOf("primary"));

        adjust("primary", AllowedUse.SERVING);
        assertThat(gateway.visits().write().port()).isEqualTo(portOf("primary"));
    }

    private Stream<Integer> readers() {
        return IntStream.range(0, 50).mapToObj(_ -> gateway.visits().read().port());
    }

    private void adjust(String node, AllowedUse use) {
        gateway.bean(Membership.class).adjust("test", node, new NodeAdjustment(Optional.empty(), Optional.of(use)));
    }

    private void remove(String node) {
        gateway.bean(Membership.class).remove("test", node, false);
    }

    private void add(String name) {
        var node = CLUSTER.node(name);
        gateway.bean(Membership.class).add("test", name, node.url(), 1, Optional.of(node.credentials()), "");
    }

    private long meters(String node) {
        return gateway.bean(MeterRegistry.class).getMeters().stream()
                .filter(meter -> node.equals(meter.getId().getTag("node"))
                        || String.valueOf(meter.getId().getTag("pool")).startsWith(node))
                .count();
    }

    private static long connectionsTo(String node) {
        return CLUSTER.query(node, CONNECTIONS, Long.class);
    }

    private static int portOf(String node) {
        return CLUSTER.node(node).address().port();
    }
}
