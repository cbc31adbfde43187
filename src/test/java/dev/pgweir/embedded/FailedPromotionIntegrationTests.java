package dev.pgweir.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pgweir.cluster.control.ControlFailure;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FailedPromotionIntegrationTests {

    @Test
    void leavesThePrimaryAsItWas() throws IOException {
        try (var cluster = TestCluster.start(1)) {
            cluster.awaitReplay();
            freezeRecovery(cluster, "replica-1");

            assertThatExceptionOfType(ControlFailure.class)
                    .isThrownBy(() -> cluster.control().promote(cluster.node("replica-1"), Duration.ofSeconds(1)))
                    .withMessageContaining("not become primary");

            assertThat(cluster.primary()).isEqualTo("primary");
            cluster.execute("CREATE TABLE later (id int)");
            cluster.awaitReplay();
            assertThat(cluster.query("replica-1", "SELECT count(*) FROM later", Integer.class))
                    .isZero();
            assertThat(cluster.query("replica-1", "SELECT count(*) FROM pg_replication_slots", Integer.class))
                    .isZero();
        }
    }

    /** What ends the recovery hangs, all else answers. */
    private static void freezeRecovery(TestCluster cluster, String node) throws IOException {
        var pid = cluster.query(
                node, "SELECT pid::text FROM pg_stat_activity WHERE backend_type = 'startup'", String.class);
        new ProcessBuilder("kill", "-STOP", pid).start().onExit().join();
    }
}
