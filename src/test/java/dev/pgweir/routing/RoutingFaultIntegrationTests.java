package dev.pgweir.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.ReadLoad;
import java.time.Duration;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Servers that die, hang and change roles. */
@Tag("soak")
class RoutingFaultIntegrationTests {

    private static final String[] SMALL_POOLS = {"pgweir.routing.pool-size=10", "pgweir.routing.write-patience=500ms"};

    private static TestCluster cluster;
    private static Gateway gateway;

    @BeforeAll
    static void start() {
        cluster = TestCluster.start(2);
        gateway = Gateway.to(cluster, SMALL_POOLS);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        cluster.close();
    }

    @AfterEach
    void allNodesAreUpAgain() {
        patiently().until(() -> gateway.isUp("primary") && gateway.isUp("replica-1") && gateway.isUp("replica-2"));
    }

    @Test
    void noReadFailsWhenAReplicaIsKilledUnderLoad() {
        var load = ReadLoad.during(gateway.visits()::read, reading -> {
            cluster.kill("replica-1");
            reading.awaitReads(2000);
        });
        cluster.restart("replica-1");

        assertThat(load.failures()).isEmpty();
        assertThat(load.slowest()).isLessThan(Duration.ofSeconds(2));
        var before = gateway.traffic("replica-1").transactions().reads();
        patiently().untilAsserted(() -> {
            gateway.visits().read();
            assertThat(gateway.traffic("replica-1").transactions().reads()).isGreaterThan(before);
        });
    }

    @Test
    void noReadFailsOrHangsWhenAReplicaFreezesUnderLoad() {
        try {
            var load = ReadLoad.during(gateway.visits()::read, reading -> {
                cluster.freeze("replica-2");
                patiently().until(() -> !gateway.isUp("replica-2"));
                reading.awaitReads(2000);
            });

            assertThat(load.failures()).isEmpty();
            assertThat(load.slowest()).isLessThan(Duration.ofSeconds(15));
        } finally {
            cluster.thaw("replica-2");
        }
    }

    @Test
    void noReadFailsWhenAReplicaRestartsUnderLoad() {
        var load = ReadLoad.during(gateway.visits()::readInTransaction, reading -> {
            cluster.restart("replica-1");
            reading.awaitReads(2000);
        });

        assertThat(load.failures()).isEmpty();
    }

    @Test
    void readsFromThePrimaryWhileAllReplicasAreDown() {
        cluster.kill("replica-1");
        cluster.kill("replica-2");
        try {
            patiently().until(() -> gateway.topology().replicas().isEmpty());

            assertThat(gateway.visits().read().recovering()).isFalse();
            assertThat(gateway.visits().readInTransaction().recovering()).isFalse();
        } finally {
            cluster.restart("replica-1");
            cluster.restart("replica-2");
        }
    }

    @Test
    void readsOnAndRefusesWritesWhileThePrimaryIsDown() {
        cluster.kill("primary");
        try {
            patiently().until(() -> !gateway.isUp("primary"));

            assertThat(gateway.visits().read().recovering()).isTrue();
            assertThatExceptionOfType(NoNodeAvailable.class)
                    .isThrownBy(() -> gateway.visits().write())
                    .satisfies(refusal -> assertThat(refusal.readOnly()).isFalse());
        } finally {
            cluster.restart("primary");
        }
        patiently()
                .ignoreExceptions()
                .untilAsserted(
                        () -> assertThat(gateway.visits().write().recovering()).isFalse());
    }

    @Test
    void startsAndReadsWhileThePrimaryIsDown() {
        cluster.kill("primary");
        try (var second = Gateway.to(cluster, SMALL_POOLS)) {
            assertThat(second.visits().read().recovering()).isTrue();
            assertThat(second.visits().readInTransaction().recovering()).isTrue();
            assertThatExceptionOfType(NoNodeAvailable.class)
                    .isThrownBy(() -> second.visits().write());
        } finally {
            cluster.restart("primary");
        }
    }

    @Test
    void readsAgainElsewhereWhenAnOperatorEndsItsConnection() {
        var victim = gateway.visits().read();
        var node = victim.port() == cluster.node("replica-1").address().port() ? "replica-1" : "replica-2";
        cluster.query(
                node,
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                        + " WHERE application_name = 'pgweir' AND backend_type = 'client backend'",
                Long.class);

        for (var i = 0; i < 50; i++) {
            assertThat(gateway.visits().read().recovering()).isTrue();
        }
    }

    @Test
    void writesToThePromotedReplica() {
        try (var own = TestCluster.start(2);
                var failingOver = Gateway.to(own, SMALL_POOLS)) {
            patiently().until(() -> failingOver.traffic("replica-1").pool().idle() > 0);
            own.kill("primary");
            own.promote("replica-1");

            patiently()
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(failingOver.visits().write().port())
                            .isEqualTo(own.node("replica-1").address().port()));
        }
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20));
    }
}
