package dev.pgweir.proxy;

import static dev.pgweir.testing.Answers.json;
import static dev.pgweir.testing.Answers.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.SecuredSchema;
import dev.pgweir.testing.StartedGateway;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** PgBouncers that give a session to one transaction after the other are not used: callers would meet in it. */
@EnabledIf(value = "dev.pgweir.proxy.PgBouncers#areInstalled", disabledReason = PgBouncers.NOT_TESTED)
@ExtendWith(OutputCaptureExtension.class)
class SharedSessionsIntegrationTests {

    private static final TestCluster CLUSTER = TestCluster.shared();
    private static final String[] TRANSACTION = {"pool_mode = transaction", "ignore_startup_parameters = options"};

    @ParameterizedTest
    @ValueSource(strings = {"server_round_robin = 0", "server_round_robin = 1"})
    void areFoundOutAtOnce(String order, @TempDir Path folder) {
        try (var pgBouncers = PgBouncers.before(CLUSTER, folder, "pool_mode = transaction", order);
                var gateway = StartedGateway.on(
                        CLUSTER, "pgweir.cluster.pooler=session", "pgweir.cluster.nodes[2].url=" + pgBouncers.url(2))) {
            assertThat(rows(gateway.http().get("/sales?limit=1"))).hasSize(1);
            assertThat(reason(gateway.http(), "replica-2"))
                    .contains("share sessions", "pool_mode = session", "directly");
        }
    }

    @Test
    @Tag("soak")
    void areFoundOutWhileTheGatewayRuns(@TempDir Path folder) throws IOException {
        try (var pgBouncers = PgBouncers.before(CLUSTER, folder, PgBouncers.SESSION);
                var gateway = StartedGateway.on(CLUSTER, pgBouncers.settings())) {
            assertThat(rows(gateway.http().get("/sales?limit=1"))).hasSize(1);

            pgBouncers.change(CLUSTER, TRANSACTION);

            // Requests and the monitor have connections of their own: either may meet it first.
            await().atMost(Duration.ofSeconds(45))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> gateway.http().get("/sales?limit=1").statusCode() == 503
                            && reason(gateway.http(), "primary").contains("share sessions"));
        }
    }

    /** The monitor comes as another user, for whom all is well. */
    @Test
    @Tag("soak")
    void areFoundOutWhereOnlyRequestsMeetThem(@TempDir Path folder, CapturedOutput log) {
        try (var pgBouncers = PgBouncers.before(
                        CLUSTER, folder, "pool_mode = session", "pooled_login = pool_mode=transaction");
                var schema = SecuredSchema.of(
                        CLUSTER,
                        (cluster, settings) -> StartedGateway.on(cluster, pgBouncers.settings(settings)),
                        "pooled",
                        List.of("CREATE TABLE note (id int PRIMARY KEY)", "GRANT SELECT ON note TO {anon}"))) {
            assertThat(schema.http().get("/note").statusCode()).isEqualTo(503);
            assertThat(log).contains("share sessions", "pgweir.access.login");
        }
    }

    /** It drops the settings that each session is to begin with, without a word. */
    @Test
    void areNotRiskedWhereNobodyHasSaidThatThereIsAPooler(@TempDir Path folder) {
        try (var pgBouncers = PgBouncers.before(
                        CLUSTER, folder, "pool_mode = session", "ignore_startup_parameters = options");
                var gateway = StartedGateway.on(CLUSTER, "pgweir.cluster.nodes[2].url=" + pgBouncers.url(2))) {
            assertThat(reason(gateway.http(), "replica-2")).contains("a pooler", "pgweir.cluster.pooler=session");
        }
    }

    private static String reason(Gateway gateway, String node) {
        return json(gateway.get("/admin/cluster"))
                .path("nodes")
                .valueStream()
                .filter(report -> report.path("name").asString().equals(node))
                .map(report -> report.path("state").path("reason").asString(""))
                .findAny()
                .orElseThrow();
    }
}
