package dev.pgweir.admin.switchover;

import static dev.pgweir.testing.Answers.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.ReadLoad;
import dev.pgweir.testing.WriteLoad;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Primaries that die, or hand over, again and again while clients read and write. */
@Tag("soak")
class RepeatedFailoverIntegrationTests {

    private static final int ROUNDS = Integer.getInteger("test.failover.rounds", 2);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void losesNoWriteAndDoublesNoneHoweverOftenThePrimaryIsKilled() {
        inRounds("SIGKILL and promotion", (cluster, gateway) -> {
            cluster.kill(gateway.primary());
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> gateway.promote("{}").statusCode() == 200);
        });
    }

    @Test
    void failsNoRequestHoweverOftenThePrimaryHandsOver() {
        inRounds(
                "switchover",
                (_, gateway) ->
                        assertThat(gateway.switchover("{}").statusCode()).isEqualTo(200));
    }

    private interface Change {

        void apply(TestCluster cluster, SwitchedGateway gateway);
    }

    private static void inRounds(String name, Change change) {
        try (var cluster = TestCluster.start(2);
                var gateway = SwitchedGateway.owning(cluster)) {
            prepare(cluster, gateway);
            var writes = new WriteLoad(gateway.http(), "round", "number", 4);
            ReadLoad reads;
            try (writes) {
                writes.awaitRows(1);
                reads = ReadLoad.during(() -> rows(gateway.http().get("/round?limit=1")), _ -> {
                    for (var round = 1; round <= ROUNDS; round++) {
                        change.apply(cluster, gateway);
                        writes.awaitRows(20);
                    }
                });
            }

            System.out.printf(
                    "%d rounds of %s: %d writes, %d failed; %d failed reads%n",
                    ROUNDS,
                    name,
                    writes.acknowledged().size(),
                    writes.failures().size(),
                    reads.failures().size());
            assertThat(writes.failures()).isEmpty();
            assertThat(reads.failures()).isEmpty();
            assertThat(numbers(cluster, gateway))
                    .containsExactlyInAnyOrderElementsOf(writes.acknowledged().keySet());
        }
    }

    /** Each acknowledged write is on two nodes, so that none is lost with one. */
    private static void prepare(TestCluster cluster, SwitchedGateway gateway) {
        cluster.execute(
                "CREATE TABLE round (number int PRIMARY KEY)",
                "ALTER SYSTEM SET synchronous_standby_names = 'ANY 1 (\"replica-1\", \"replica-2\")'");
        cluster.query("primary", "SELECT pg_reload_conf()", Boolean.class);
        assertThat(gateway.http().send("POST", "/admin/catalog/refresh", "").statusCode())
                .isEqualTo(200);
        cluster.awaitReplay();
    }

    private static List<Integer> numbers(TestCluster cluster, SwitchedGateway gateway) {
        var numbers = cluster.query(
                gateway.primary(), "SELECT coalesce(string_agg(number::text, ' '), '') FROM round", String.class);
        return numbers.isEmpty()
                ? Collections.emptyList()
                : Arrays.stream(numbers.split(" ")).map(Integer::valueOf).toList();
    }
}
