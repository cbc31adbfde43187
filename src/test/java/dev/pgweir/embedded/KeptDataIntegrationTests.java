package dev.pgweir.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("soak")
class KeptDataIntegrationTests {

    private static final String SYSTEM = "SELECT system_identifier FROM pg_control_system()";
    private static final String TIMELINE = "SELECT timeline_id FROM pg_control_checkpoint()";

    @TempDir
    private Path folder;

    @Test
    void resumesItsReplicasAndCopiesABrokenOneAnew() throws IOException {
        long system;
        try (var cluster = start(1)) {
            system = cluster.query("primary", SYSTEM, Long.class);
            cluster.execute("CREATE TABLE kept AS SELECT 42 AS answer", "DELETE FROM sales");
        }
        var witness = Files.createFile(folder.resolve("replica-1/witness"));
        try (var cluster = start(1)) {
            cluster.awaitReplay();
            assertThat(cluster.query("replica-1", SYSTEM, Long.class)).isEqualTo(system);
            assertThat(cluster.query("replica-1", "SELECT answer FROM kept", Integer.class))
                    .isEqualTo(42);
            assertThat(cluster.query("primary", "SELECT count(*) FROM sales", Long.class))
                    .isZero();
            assertThat(witness).as("the replica was not copied anew").exists();
        }
        Files.delete(folder.resolve("replica-1/global/pg_control"));
        try (var cluster = start(1)) {
            cluster.awaitReplay();
            assertThat(cluster.query("replica-1", "SELECT answer FROM kept", Integer.class))
                    .isEqualTo(42);
            assertThat(witness).doesNotExist();
        }
    }

    @Test
    @Tag("soak")
    void goesOnWithThePromotedReplicaAsPrimaryAndWithMoreReplicas() throws IOException {
        try (var cluster = start(1)) {
            cluster.awaitReplay();
            cluster.kill("primary");
            cluster.promote("replica-1");
            cluster.execute("CREATE TABLE written_after_promotion AS SELECT 42 AS answer");
        }
        try (var cluster = start(2)) {
            assertThat(cluster.primary()).isEqualTo("replica-1");
            cluster.awaitReplay();
            for (var replica : new String[] {"primary", "replica-2"}) {
                assertThat(cluster.query(replica, "SELECT pg_is_in_recovery()", Boolean.class))
                        .isTrue();
                assertThat(cluster.query(replica, TIMELINE, Integer.class)).isEqualTo(2);
                assertThat(cluster.query(replica, "SELECT answer FROM written_after_promotion", Integer.class))
                        .isEqualTo(42);
            }
        }
    }

    @Test
    @Tag("soak")
    void copiesAReplicaAnewThatWentFurtherThanThePromotedOne() {
        try (var cluster = start(2)) {
            cluster.awaitReplay();
            cluster.kill("replica-1");
            cluster.execute("CREATE TABLE lost AS SELECT 42 AS answer");
            cluster.awaitReplay();
            cluster.kill("primary");
            cluster.restart("replica-1");
            cluster.promote("replica-1");
            cluster.execute("CREATE TABLE written_after_promotion AS SELECT 42 AS answer");
        }
        try (var cluster = start(2)) {
            cluster.awaitReplay();
            assertThat(cluster.query("replica-2", "SELECT answer FROM written_after_promotion", Integer.class))
                    .isEqualTo(42);
            assertThat(cluster.query("replica-2", "SELECT to_regclass('lost') IS NULL", Boolean.class))
                    .isTrue();
        }
    }

    private TestCluster start(int replicas) {
        return TestCluster.start(new EmbeddedProperties(replicas, folder.toString(), 0, 0.001));
    }
}
