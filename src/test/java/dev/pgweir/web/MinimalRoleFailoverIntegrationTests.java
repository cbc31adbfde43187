package dev.pgweir.web;

import static dev.pgweir.testing.Answers.json;
import static dev.pgweir.testing.Answers.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.StartedGateway;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Failovers seen by a role that may log in and use its tables, and nothing else. */
@Tag("soak")
class MinimalRoleFailoverIntegrationTests {

    private static final String TOKEN = "Consistency-Token";
    private static final String ROLE = "pgweir.cluster.username=minimal";

    /** What {@code PUBLIC} may call. */
    enum Server {
        AS_INSTALLED,
        HARDENED;

        private void prepare(TestCluster cluster) {
            cluster.execute(
                    "CREATE TABLE ledger (id text PRIMARY KEY)",
                    "CREATE ROLE minimal LOGIN",
                    "GRANT USAGE ON SCHEMA public TO minimal",
                    "GRANT SELECT, INSERT, DELETE ON ledger TO minimal");
            if (this == HARDENED) {
                cluster.execute(
                        "REVOKE EXECUTE ON FUNCTION pg_control_system(), pg_control_recovery(),"
                                + " pg_control_checkpoint(), pg_stat_get_wal_receiver() FROM PUBLIC",
                        "REVOKE SELECT ON pg_stat_wal_receiver FROM PUBLIC");
            }
            cluster.awaitReplay();
        }
    }

    @ParameterizedTest
    @EnumSource
    void writesToThePromotedPrimaryAndNeverToTheOldOneThatComesBack(Server server) {
        try (var cluster = TestCluster.start(2)) {
            server.prepare(cluster);
            try (var started = StartedGateway.on(cluster, ROLE)) {
                var gateway = started.http();
                var before = insert(gateway);
                assertThat(before.statusCode()).as(before.body()).isEqualTo(201);
                var token = before.headers().firstValue(TOKEN).orElseThrow();
                assertThat(gateway.get("/ledger", TOKEN, token).statusCode()).isEqualTo(200);

                cluster.kill("primary");
                cluster.promote("replica-1");
                awaitWritesTo("replica-1", gateway);
                problem(gateway.get("/ledger", TOKEN, token), 409, "write-unverified");
                problem(gateway.get("/ledger", TOKEN, token, "Prefer", "consistency=strong"), 409, "write-unverified");
                var after = insert(gateway).headers().firstValue(TOKEN).orElseThrow();
                assertThat(gateway.get("/ledger", TOKEN, after).statusCode()).isEqualTo(200);

                cluster.restart("primary");
                patiently()
                        .untilAsserted(
                                () -> assertThat(gateway.get("/admin/cluster").body())
                                        .contains("it is on timeline 1, which a promotion has ended"));
                for (var i = 0; i < 20; i++) {
                    assertThat(servedBy(insert(gateway))).startsWith("replica-1;");
                    assertThat(servedBy(gateway.get("/ledger?limit=1"))).startsWith("replica-1;");
                }
                assertThat(grants(gateway)).anyMatch(grant -> grant.contains("pg_read_file"));
            }
            try (var later = StartedGateway.on(cluster, ROLE)) {
                awaitWritesTo("replica-1", later.http());
                assertThat(servedBy(later.http().get("/ledger?limit=1"))).startsWith("replica-1;");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void followsAPlannedSwitchover(Server server) {
        try (var cluster = TestCluster.start(2)) {
            server.prepare(cluster);
            try (var started = StartedGateway.on(cluster, ROLE)) {
                var gateway = started.http();
                awaitWritesTo("primary", gateway);

                cluster.switchover("replica-1");

                awaitWritesTo("replica-1", gateway);
                var token = insert(gateway).headers().firstValue(TOKEN).orElseThrow();
                assertThat(gateway.get("/ledger", TOKEN, token).statusCode()).isEqualTo(200);
                assertThat(gateway.get("/ledger").statusCode()).isEqualTo(200);
                assertThat(json(gateway.get("/admin/cluster"))
                                .path("nodes")
                                .valueStream()
                                .map(node -> node.path("state").path("status").asString()))
                        .containsOnly("up");
            }
        }
    }

    private static List<String> grants(Gateway gateway) {
        return json(gateway.get("/admin/cluster"))
                .path("nodes")
                .valueStream()
                .flatMap(node -> node.path("missingPrivileges").valueStream())
                .map(Object::toString)
                .distinct()
                .toList();
    }

    private static void awaitWritesTo(String node, Gateway gateway) {
        patiently().untilAsserted(() -> assertThat(servedBy(insert(gateway))).isEqualTo(node + "; role=primary"));
    }

    private static HttpResponse<String> insert(Gateway gateway) {
        return gateway.send(
                "POST", "/ledger", "{\"id\": \"%s\"}".formatted(UUID.randomUUID()), "Content-Type", "application/json");
    }

    private static String servedBy(HttpResponse<String> answer) {
        return answer.headers().firstValue("Served-By").orElse(answer.body());
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(20));
    }
}
