package dev.pgweir.proxy;

import static dev.pgweir.testing.Answers.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.StartedGateway;
import dev.pgweir.testing.WriteLoad;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * Primaries that go away behind their PgBouncers, which tell each new client what the server was when they met it first: the new primary
 * still looks like a standby, the old one like a primary.
 */
@EnabledIf(value = "dev.pgweir.proxy.PgBouncers#areInstalled", disabledReason = PgBouncers.NOT_TESTED)
@Tag("soak")
class PgBouncerFailoverIntegrationTests {

    @Test
    void losesNoWriteAndNoReadWhenThePrimaryIsKilled(@TempDir Path folder) {
        during(folder, (cluster, writes) -> {
            cluster.kill("primary");
            cluster.promote("replica-1");
            writes.awaitRows(20);
        });
    }

    @Test
    void losesNoWriteAndNoReadWhenThePrimaryHandsOverAndComesBack(@TempDir Path folder) {
        during(folder, (cluster, writes) -> {
            cluster.switchover("replica-1");
            writes.awaitRows(20);
            cluster.switchover("primary");
            writes.awaitRows(20);
        });
    }

    /** A client that reads until this is closed. */
    private static final class Reads implements AutoCloseable {

        private final Queue<String> failures = new ConcurrentLinkedQueue<>();
        private final ExecutorService client = Executors.newVirtualThreadPerTaskExecutor();
        private volatile boolean over;

        Reads(StartedGateway gateway) {
            client.execute(() -> {
                while (!over) {
                    var answer = gateway.http().get("/ledger?limit=1");
                    if (answer.statusCode() != 200) {
                        failures.add(answer.body());
                    }
                }
            });
        }

        @Override
        public void close() {
            over = true;
            client.close();
        }
    }

    @FunctionalInterface
    private interface Change {

        void apply(TestCluster cluster, WriteLoad writes);
    }

    private static void during(Path folder, Change change) {
        try (var cluster = TestCluster.start(2)) {
            cluster.execute(
                    "CREATE TABLE ledger (id int PRIMARY KEY)",
                    "GRANT ALL ON ledger TO pgweir",
                    "ALTER SYSTEM SET synchronous_standby_names = 'ANY 1 (\"replica-1\")'");
            cluster.query("primary", "SELECT pg_reload_conf()", Boolean.class);
            cluster.awaitReplay();
            try (var pgBouncers = PgBouncers.before(cluster, folder, PgBouncers.SESSION);
                    var gateway = StartedGateway.on(cluster, pgBouncers.settings())) {
                var writes = new WriteLoad(gateway.http(), "ledger", "id", 2);
                var reads = new Reads(gateway);
                try (writes;
                        reads) {
                    writes.awaitRows(20);
                    change.apply(cluster, writes);
                }
                assertThat(reads.failures).isEmpty();
                assertThat(writes.failures()).isEmpty();
                assertThat(cluster.query(cluster.primary(), "SELECT count(*) FROM ledger", Integer.class))
                        .isEqualTo(writes.acknowledged().size());
                writes.acknowledged().forEach((id, token) -> {
                    var found = gateway.http().get("/ledger/" + id, "Consistency-Token", token);
                    // Its token stands for what the other client wrote at the same moment, too.
                    if (found.statusCode() == 409) {
                        problem(found, 409, "write-lost");
                    } else {
                        assertThat(found.statusCode()).as(found.body()).isEqualTo(200);
                    }
                });
            }
        }
    }
}
