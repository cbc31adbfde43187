package dev.pgweir.web;

import static dev.pgweir.testing.Answers.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgweir.PgweirApplication;
import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.WriteLoad;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** A primary dies, and a replica takes its place. */
class FailoverIntegrationTests {

    private static final String TOKEN = "Consistency-Token";
    private static final String[] JSON = {"Content-Type", "application/json"};

    @Test
    void holdsWritesUntilAReplicaWasPromotedAndTellsTruthfullyWhichWereLost() {
        inOwnCluster((cluster, gateway) -> {
            var writes = new WriteLoad(gateway, "ledger", "id", 8);
            writes.awaitRows(200);
            var killed = System.nanoTime();
            cluster.kill("primary");
            cluster.promote("replica-1");
            var promoted = System.nanoTime();
            writes.awaitRows(1);
            var written = System.nanoTime();
            writes.awaitRows(200);
            writes.close();

            System.out.printf(
                    "%d writes, %d failed; from the kill to the promotion %d ms, from there to the first good write %d ms%n",
                    writes.acknowledged().size(),
                    writes.failures().size(),
                    Duration.ofNanos(promoted - killed).toMillis(),
                    Duration.ofNanos(written - promoted).toMillis());
            assertThat(writes.failures()).isEmpty();
            var kept = cluster.query("replica-1", "SELECT coalesce(string_agg(id, ','), '') FROM ledger", String.class);
            assertThat(kept.split(",")).doesNotHaveDuplicates();
            var rows = List.of(kept.split(","));
            writes.acknowledged().forEach((id, token) -> {
                if (!rows.contains(Integer.toString(id))) {
                    problem(gateway.get("/ledger?limit=0", TOKEN, token), 409, "write-lost");
                }
            });
        });
    }

    @Test
    void tellsAClientThatItsWriteWasLost() {
        inOwnCluster((cluster, gateway) -> {
            var kept = insert(gateway, "kept");
            insert(gateway, "deleted");
            var key = new String[] {"Idempotency-Key", UUID.randomUUID().toString()};
            assertThat(gateway.send("DELETE", "/ledger/deleted", "", key).statusCode())
                    .isEqualTo(204);
            cluster.awaitReplay();
            stopStreaming(cluster, "replica-1");
            stopStreaming(cluster, "replica-2");
            var lost = insert(gateway, "lost");
            assertThat(lost.statusCode()).isEqualTo(201);
            cluster.kill("primary");
            var answers = statusesWhile(() -> gateway.get("/ledger/lost", TOKEN, token(lost)), () -> {
                cluster.promote("replica-1");
                awaitWrites(gateway);
            });

            assertThat(answers).contains(409).isSubsetOf(409, 503, 504);
            var refused = gateway.get("/ledger", TOKEN, token(lost), "Cookie", "pgweir-consistency=" + token(lost));
            problem(refused, 409, "write-lost");
            assertThat(refused.headers().firstValue("Set-Cookie").orElseThrow())
                    .startsWith("pgweir-consistency=;")
                    .contains("Max-Age=0");
            problem(gateway.send("DELETE", "/ledger/kept", "", TOKEN, token(lost)), 409, "write-lost");
            problem(gateway.get("/ledger", TOKEN, token(lost), "Prefer", "consistency=strong"), 409, "write-lost");
            var repeated = gateway.send("DELETE", "/ledger/deleted", "", TOKEN, token(lost), key[0], key[1]);
            assertThat(repeated.statusCode())
                    .as("what was carried out is not told to be lost: " + repeated.body())
                    .isEqualTo(204);
            assertThat(gateway.get("/ledger/kept", TOKEN, token(kept)).statusCode())
                    .isEqualTo(200);
            assertThat(gateway.get("/ledger/lost").statusCode()).isEqualTo(404);
        });
    }

    @Test
    @Tag("soak")
    void neitherReadsNorWritesAnOldPrimaryThatComesBackEvenWhereItIsTheOnlyNodeLeft() {
        inOwnCluster((cluster, gateway) -> {
            cluster.kill("primary");
            cluster.promote("replica-1");
            awaitWrites(gateway);
            cluster.restart("primary");
            await().untilAsserted(() -> assertThat(gateway.get("/admin/cluster").body())
                    .contains("it is on timeline 1, which a promotion has ended"));

            for (var i = 0; i < 100; i++) {
                assertThat(servedBy(gateway.get("/ledger?limit=1"))).isEqualTo("replica-1; role=primary");
                assertThat(servedBy(insert(gateway, UUID.randomUUID().toString())))
                        .isEqualTo("replica-1; role=primary");
            }
            cluster.kill("replica-1");
            patiently()
                    .untilAsserted(() ->
                            assertThat(gateway.get("/admin/cluster").body()).contains("\"down\""));
            problem(
                    gateway.send(
                            "POST",
                            "/ledger",
                            "{\"id\": \"nowhere\"}",
                            "Content-Type",
                            "application/json",
                            "Prefer",
                            "wait=1"),
                    503,
                    "no-primary");
            problem(gateway.get("/ledger"), 503, "no-node");
        });
    }

    private static void stopStreaming(TestCluster cluster, String replica) {
        try (var connection = cluster.connect(replica);
                var statement = connection.createStatement()) {
            statement.execute("ALTER SYSTEM SET primary_conninfo = ''");
            statement.execute("SELECT pg_reload_conf()");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        patiently().until(() -> cluster.query(replica, "SELECT count(*) = 0 FROM pg_stat_wal_receiver", Boolean.class));
    }

    private static String servedBy(HttpResponse<String> answer) {
        return answer.headers().firstValue("Served-By").orElse("");
    }

    private static String token(HttpResponse<String> answer) {
        return answer.headers().firstValue(TOKEN).orElseThrow();
    }

    private static HttpResponse<String> insert(Gateway gateway, String id) {
        return gateway.send("POST", "/ledger", "{\"id\": \"%s\"}".formatted(id), JSON);
    }

    private static void awaitWrites(Gateway gateway) {
        patiently().until(() -> insert(gateway, UUID.randomUUID().toString()).statusCode() == 201);
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(20));
    }

    private interface Scenario {

        void run(TestCluster cluster, Gateway gateway);
    }

    private static void inOwnCluster(Scenario scenario) {
        try (var cluster = TestCluster.start(2)) {
            cluster.execute("CREATE TABLE ledger (id text PRIMARY KEY)", "GRANT ALL ON ledger TO pgweir");
            List<String> arguments = new ArrayList<>(List.of("--server.port=0"));
            cluster.register((name, value) -> arguments.add("--" + name + "=" + value.get()));
            try (var started =
                    new SpringApplicationBuilder(PgweirApplication.class).run(arguments.toArray(String[]::new))) {
                scenario.run(cluster, new Gateway(started.getEnvironment()));
            }
        }
    }

    /** What eight readers are answered from before an event until after it. */
    private static Set<Integer> statusesWhile(Supplier<HttpResponse<String>> read, Runnable event) {
        Set<Integer> statuses = ConcurrentHashMap.newKeySet();
        var over = new AtomicBoolean();
        try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < 8; i++) {
                readers.execute(() -> {
                    do {
                        statuses.add(read.get().statusCode());
                    } while (!over.get());
                });
            }
            event.run();
            over.set(true);
        }
        return statuses;
    }
}
