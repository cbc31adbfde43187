package dev.pgweir.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a cluster finds in its files after a switchover, finished or not. */
@Tag("soak")
class SwitchoverFilesIntegrationTests {

    private static final String NAMES = "SELECT string_agg(name, ' ' ORDER BY name) FROM kept";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    @Test
    void startsWithTheNewPrimaryAndCopiesNothing() throws IOException {
        try (var cluster = start()) {
            cluster.execute("CREATE TABLE kept AS SELECT 'before' AS name");
            cluster.awaitReplay();
            cluster.switchover("replica-1");
            cluster.execute("INSERT INTO kept VALUES ('after')");
            cluster.awaitReplay();
        }
        var witnesses = new Path[] {
            Files.createFile(folder.resolve("primary/witness")), Files.createFile(folder.resolve("replica-2/witness"))
        };
        try (var cluster = start()) {
            assertThat(cluster.primary()).isEqualTo("replica-1");
            assertThatAllNodesHave(cluster, "after before");
        }
        assertThat(witnesses)
                .as("no node was copied anew")
                .allSatisfy(file -> assertThat(file).exists());
    }

    @Test
    void startsAfterAKillOnceTheOldPrimaryHasEnded() throws IOException {
        killSwitchoverOnceGone("primary/postmaster.pid");
        try (var cluster = start()) {
            assertThatAllNodesHave(cluster, "before");
        }
    }

    @Test
    void startsAfterAKillOnceTheReplicaIsPromoted() throws IOException {
        killSwitchoverOnceGone("replica-1/standby.signal");
        try (var cluster = start()) {
            assertThat(cluster.primary()).isEqualTo("replica-1");
            assertThatAllNodesHave(cluster, "before");
        }
    }

    /** Kills the gateway alone: its servers go on with what they were told. */
    private void killSwitchoverOnceGone(String file) throws IOException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SwitchingProcess.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var output = process.inputReader()) {
            assertThat(output.lines().anyMatch("ready"::equals)).isTrue();
            process.getOutputStream().close();
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> Files.notExists(folder.resolve(file)));
        } finally {
            process.destroyForcibly().onExit().join();
        }
    }

    /** Starts a cluster, and switches over when its parent says so. */
    static final class SwitchingProcess {

        private SwitchingProcess() {}

        static void main(String[] arguments) throws IOException {
            try (var cluster = start(Path.of(arguments[0]))) {
                cluster.execute("CREATE TABLE kept AS SELECT 'before' AS name");
                cluster.awaitReplay();
                System.out.println("ready");
                System.in.transferTo(System.err);
                cluster.switchover("replica-1");
            }
        }
    }

    private static void assertThatAllNodesHave(TestCluster cluster, String names) {
        cluster.awaitReplay();
        for (var node : cluster.nodes()) {
            assertThat(cluster.query(node.name(), NAMES, String.class)).isEqualTo(names);
        }
        assertThat(cluster.query(
                        cluster.primary(),
                        "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'",
                        Integer.class))
                .isEqualTo(2);
    }

    private TestCluster start() {
        return start(folder);
    }

    private static TestCluster start(Path folder) {
        return TestCluster.start(new EmbeddedProperties(2, folder.toString(), 0, 0.001));
    }
}
