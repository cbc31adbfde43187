package dev.pgweir.proxy;

import static dev.pgweir.testing.Answers.json;
import static dev.pgweir.testing.Answers.problem;
import static dev.pgweir.testing.Answers.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.cluster.NodeDefinition;
import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.OwnedSchema;
import dev.pgweir.testing.StartedGateway;
import dev.pgweir.testing.WriteLoad;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** HAProxies that pass the gateway's connections on. */
@EnabledIf(value = "dev.pgweir.proxy.Haproxy#isInstalled", disabledReason = Haproxy.NOT_TESTED)
class BehindHaproxyIntegrationTests {

    @Test
    @Tag("soak")
    void readsWritesAndCancelsAndOutlivesAPrimaryThatIsKilled(@TempDir Path folder) throws IOException {
        try (var cluster = TestCluster.start(1)) {
            cluster.execute(
                    "CREATE TABLE ledger (id int PRIMARY KEY)",
                    "CREATE VIEW slow AS SELECT 1 AS id, pg_sleep(20)::text AS nothing",
                    "GRANT ALL ON ledger, slow TO pgweir",
                    "ALTER SYSTEM SET synchronous_standby_names = '*'");
            cluster.query("primary", "SELECT pg_reload_conf()", Boolean.class);
            cluster.awaitReplay();
            try (var first = before(folder, cluster.node("primary"));
                    var second = before(folder, cluster.node("replica-1"));
                    var gateway = StartedGateway.on(cluster, url(0, first), url(1, second))) {
                problem(gateway.http().get("/slow", "Prefer", "wait=1"), 504, "deadline-exceeded");
                var writes = new WriteLoad(gateway.http(), "ledger", "id", 2);
                try (writes) {
                    writes.awaitRows(20);
                    cluster.kill("primary");
                    cluster.promote("replica-1");
                    cluster.execute("ALTER SYSTEM RESET synchronous_standby_names");
                    cluster.query("replica-1", "SELECT pg_reload_conf()", Boolean.class);
                    writes.awaitRows(20);
                }
                assertThat(writes.failures()).isEmpty();
                writes.acknowledged()
                        .forEach((id, token) -> assertThat(
                                        rows(gateway.http().get("/ledger?id=eq." + id, "Consistency-Token", token)))
                                .hasSize(1));
            }
        }
    }

    /** What one replica tells of how far it is would be taken to be true of another. */
    @Test
    void isNotUsedWhereItChoosesAmongServers(@TempDir Path folder) throws IOException {
        var cluster = TestCluster.shared();
        var replicas = List.of(port(cluster.node("replica-1")), port(cluster.node("replica-2")));
        try (var balancer = Haproxy.before(Files.createDirectories(folder.resolve("both")), replicas);
                var gateway = StartedGateway.on(cluster, url(1, balancer), "pgweir.cluster.nodes[2].weight=0")) {
            assertThat(rows(gateway.http().get("/sales?limit=1"))).hasSize(1);
            assertThat(json(gateway.http().get("/admin/cluster"))
                            .path("nodes")
                            .path(1)
                            .path("state")
                            .path("reason")
                            .asString(""))
                    .contains("several servers");
        }
    }

    @Test
    @Tag("soak")
    void losesNoRequestWhenOneGatewayAfterTheOtherIsRestarted(@TempDir Path folder) throws Exception {
        var schema = new OwnedSchema("proxied");
        schema.create("CREATE TABLE notes (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, note text)");
        TestCluster.shared().awaitReplay();
        try (var both = BalancedGateways.start(TestCluster.shared(), folder, "proxied")) {
            both.load().during(4, () -> {
                both.restart(0);
                both.restart(1);
            });

            assertThat(both.load().failures()).isEmpty();
            assertThat(schema.strings("SELECT count(*) FROM notes"))
                    .containsExactly(Long.toString(both.load().written()));
        } finally {
            schema.drop();
        }
    }

    private static Haproxy before(Path folder, NodeDefinition node) throws IOException {
        return Haproxy.before(Files.createDirectories(folder.resolve(node.name())), List.of(port(node)));
    }

    private static int port(NodeDefinition node) {
        return node.address().port();
    }

    private static String url(int node, Haproxy haproxy) {
        return "pgweir.cluster.nodes[%d].url=jdbc:postgresql://127.0.0.1:%d/pgweir".formatted(node, haproxy.port());
    }
}
