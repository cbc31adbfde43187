package dev.pgweir.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgweir.cluster.Privilege;
import dev.pgweir.embedded.TestCluster;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Failovers under a role that may read and write its tables, and knows no more of the server than it must. */
@Tag("soak")
class LeastPrivilegeIntegrationTests {

    private static final String[] SETTINGS = {
        "pgweir.cluster.username=least", "pgweir.routing.pool-size=5", "pgweir.routing.write-patience=20s"
    };

    private static final Set<Privilege> NOT_FOR_ALL = Set.of(Privilege.HISTORY, Privilege.RECEIVED_TIMELINE);

    /** What the role may not ask: the least that every role may not; more that was forbidden; and the history alone. */
    static Stream<Set<Privilege>> missing() {
        return Stream.of(
                NOT_FOR_ALL,
                EnumSet.of(
                        Privilege.HISTORY,
                        Privilege.RECEIVED_TIMELINE,
                        Privilege.IDENTITY,
                        Privilege.RECOVERY_TIMELINE),
                Set.of(Privilege.HISTORY));
    }

    @ParameterizedTest
    @MethodSource("missing")
    void writesAfterEachKindOfFailover(Set<Privilege> missing) {
        try (var cluster = TestCluster.start(2)) {
            makeRole(cluster, missing);
            try (var gateway = Gateway.to(cluster, SETTINGS)) {
                assertThat(gateway.visits().write().port()).isEqualTo(portOf(cluster, "primary"));
                for (var node : gateway.topology().nodes()) {
                    assertThat(node.up().orElseThrow().missing())
                            .as(node.name())
                            .isEqualTo(missing);
                }

                cluster.switchover("replica-1");
                awaitWrites(gateway, cluster, "replica-1");

                cluster.kill("replica-1");
                cluster.promote("replica-2");
                awaitWrites(gateway, cluster, "replica-2");

                cluster.restart("replica-1");
                patiently().until(() -> gateway.isUp("replica-1"));
                for (var i = 0; i < 10; i++) {
                    assertThat(gateway.visits().write().port()).isEqualTo(portOf(cluster, "replica-2"));
                    assertThat(gateway.visits().read().port()).isNotEqualTo(portOf(cluster, "replica-1"));
                }
                try (var startedLater = Gateway.to(cluster, SETTINGS)) {
                    assertThat(startedLater.visits().write().port()).isEqualTo(portOf(cluster, "replica-2"));
                }
            }
        }
    }

    private static void makeRole(TestCluster cluster, Set<Privilege> missing) {
        cluster.execute("CREATE ROLE least LOGIN", "GRANT SELECT, UPDATE ON users TO least");
        if (!missing.contains(Privilege.RECEIVED_TIMELINE)) {
            cluster.execute("GRANT pg_monitor TO least");
        }
        if (missing.contains(Privilege.IDENTITY)) {
            cluster.execute(
                    "REVOKE EXECUTE ON FUNCTION pg_control_system() FROM PUBLIC",
                    "REVOKE EXECUTE ON FUNCTION pg_control_recovery() FROM PUBLIC");
        }
        cluster.awaitReplay();
    }

    private static void awaitWrites(Gateway gateway, TestCluster cluster, String node) {
        patiently()
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(gateway.visits().write().port()).isEqualTo(portOf(cluster, node)));
    }

    private static int portOf(TestCluster cluster, String node) {
        return cluster.node(node).address().port();
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20));
    }
}
