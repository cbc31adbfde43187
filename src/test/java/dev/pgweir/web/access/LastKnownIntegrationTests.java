package dev.pgweir.web.access;

import static dev.pgweir.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.SecuredSchema;
import dev.pgweir.testing.SignedTokens;
import dev.pgweir.testing.StartedGateway;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** While there is no primary, what was last known of keys and revocations counts, also for a gateway that starts then. */
@Tag("soak")
class LastKnownIntegrationTests {

    private static final String JSON = "application/json";

    @Test
    void keysAndRevocationsCountWithoutAPrimaryAndReadinessWarns() {
        try (var cluster = TestCluster.start(1);
                var schema = SecuredSchema.of(
                        cluster,
                        StartedGateway::on,
                        "last_known",
                        List.of("CREATE TABLE t (id int PRIMARY KEY)", "GRANT SELECT ON t TO {user}"),
                        "pgweir.access.keys=true");
                var strict = another(cluster, "pgweir.access.revocations.fail-closed=true")) {
            var key = made(schema.http(), "/admin/keys", "{\"kind\": \"service\", \"role\": \"last_known_user\"}");
            made(schema.http(), "/admin/revocations", "{\"issuer\": \"tests\", \"subject\": \"alice\"}");
            await().untilAsserted(() -> assertThat(
                            strict.http().get("/t", "apikey", key).statusCode())
                    .isEqualTo(200));
            cluster.awaitReplay();

            cluster.stop("primary");

            assertThat(schema.http().get("/t", "apikey", key)).returns(200, HttpResponse::statusCode);
            assertThat(read(schema.http(), schema, "bob")).isEqualTo(200);
            try (var late = another(cluster)) {
                for (var gateway : List.of(schema.http(), late.http())) {
                    assertThat(gateway.get("/t", "apikey", key + "x")).returns(401, HttpResponse::statusCode);
                    assertThat(read(gateway, schema, "alice")).isEqualTo(401);
                }
                assertThat(late.http().get("/t", "apikey", key, "Prefer", "wait=8"))
                        .returns(200, HttpResponse::statusCode);
            }

            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(status(schema)).isEqualTo("WARNING"));
            assertThat(read(schema.http(), schema, "bob")).isEqualTo(200);
            await().untilAsserted(() -> assertThat(
                            strict.http().get("/t", "Authorization", schema.bearer("user", "bob")))
                    .returns(503, HttpResponse::statusCode)
                    .satisfies(answer -> assertThat(answer.body()).contains("revocations-unknown")));

            cluster.restart("primary");
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(status(schema)).isEqualTo("UP"));
        }
    }

    private static StartedGateway another(TestCluster cluster, String... settings) {
        var all = new ArrayList<>(List.of(
                "pgweir.schema=last_known",
                "pgweir.own-schema=last_known_own",
                "pgweir.access.keys=true",
                "pgweir.access.login.username=last_known_login",
                "pgweir.access.issuers[0].name=tests",
                "pgweir.access.issuers[0].secret=" + SignedTokens.SECRET));
        all.addAll(List.of(settings));
        return StartedGateway.on(cluster, all.toArray(String[]::new));
    }

    private static String made(Gateway gateway, String path, String body) {
        var answer = gateway.send("POST", path, body, "Content-Type", JSON);
        assertThat(answer).returns(201, HttpResponse::statusCode);
        return json(answer).path("key").asString();
    }

    private static int read(Gateway gateway, SecuredSchema schema, String subject) {
        return gateway.get("/t", "Authorization", schema.bearer("user", subject))
                .statusCode();
    }

    private static String status(SecuredSchema schema) {
        var answer = schema.http().get("/actuator/health/readiness");
        assertThat(answer).returns(200, HttpResponse::statusCode);
        return json(answer).get("status").stringValue();
    }
}
