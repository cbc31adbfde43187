package dev.pgweir.web.access;

import static dev.pgweir.testing.Answers.json;
import static dev.pgweir.testing.SignedTokens.bearer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.SecuredSchema;
import dev.pgweir.testing.SignedTokens;
import dev.pgweir.testing.StartedGateway;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RevocationsIntegrationTests {

    private static final String REVOCATIONS = "/admin/revocations";

    private static SecuredSchema schema;

    @BeforeAll
    static void start() {
        schema = SecuredSchema.of(
                "revocations", List.of("CREATE TABLE t (id int PRIMARY KEY)", "GRANT SELECT ON t TO {user}"));
    }

    @AfterAll
    static void stop() {
        schema.close();
    }

    @Test
    void haveTokensOfASubjectCountNoMoreThoughTheyAreKnown() {
        var alice = schema.bearer("user", "alice");
        var bob = schema.bearer("user", "bob");
        assertThat(read(http(), alice)).isEqualTo(200);

        var id = revoke("\"subject\": \"alice\"");

        assertThat(http().get("/t", "Authorization", alice))
                .returns(401, HttpResponse::statusCode)
                .satisfies(answer -> assertThat(answer.body()).contains("invalid-token", "JWT revoked", "PGRST303"));
        assertThat(read(http(), bob)).isEqualTo(200);
        assertThat(http().get(REVOCATIONS).body()).contains("\"subject\":\"alice\"");

        assertThat(http().send("DELETE", REVOCATIONS + "/" + id, "")).returns(204, HttpResponse::statusCode);
        assertThat(read(http(), alice)).isEqualTo(200);
        assertThat(http().send("DELETE", REVOCATIONS + "/" + id, "")).returns(404, HttpResponse::statusCode);
        assertThat(http().send("DELETE", REVOCATIONS + "/x", "")).returns(404, HttpResponse::statusCode);
    }

    @Test
    void mayBeOfOneTokenOrOfOlderOnes() {
        var now = Instant.now().getEpochSecond();
        var older = bearer("\"role\":\"revocations_user\",\"sub\":\"carol\",\"jti\":\"1\",\"iat\":" + (now - 100));
        var newer = bearer("\"role\":\"revocations_user\",\"sub\":\"carol\",\"jti\":\"2\",\"iat\":" + (now - 10));
        assertThat(read(http(), older)).isEqualTo(200);

        revoke("\"subject\": \"carol\", \"issuedBefore\": \"%s\", \"until\": \"%s\""
                .formatted(Instant.ofEpochSecond(now - 50), Instant.ofEpochSecond(now + 3600)));
        assertThat(read(http(), older)).isEqualTo(401);
        assertThat(read(http(), newer)).isEqualTo(200);

        revoke("\"jti\": \"2\"");
        assertThat(read(http(), newer)).isEqualTo(401);
    }

    @Test
    void areKnownToOtherGatewaysWithinSeconds() {
        var dave = schema.bearer("user", "dave");
        try (var other = StartedGateway.on(
                TestCluster.shared(),
                "pgweir.schema=revocations",
                "pgweir.own-schema=revocations_own",
                "pgweir.access.login.username=revocations_login",
                "pgweir.access.issuers[0].name=tests",
                "pgweir.access.issuers[0].secret=" + SignedTokens.SECRET)) {
            assertThat(read(other.http(), dave)).isEqualTo(200);

            revoke("\"subject\": \"dave\"");

            await().untilAsserted(() -> assertThat(read(other.http(), dave)).isEqualTo(401));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"issuer\": \"tests\"}",
                "{\"issuer\": \"test\", \"subject\": \"alice\"}",
                "{\"issuer\": \"tests\", \"subject\": \"\"}",
                "{\"issuer\": \"tests\", \"issuedBefore\": \"now\"}"
            })
    void areRefusedWhereTheyMakeNoSense(String body) {
        assertThat(http().send("POST", REVOCATIONS, body, "Content-Type", "application/json"))
                .returns(400, HttpResponse::statusCode)
                .satisfies(answer -> assertThat(answer.body()).contains("malformed-revocation"));
    }

    private static Gateway http() {
        return schema.http();
    }

    private static int read(Gateway gateway, String token) {
        return gateway.get("/t", "Authorization", token).statusCode();
    }

    private static long revoke(String members) {
        var made = http().send(
                        "POST",
                        REVOCATIONS,
                        "{\"issuer\": \"tests\", %s}".formatted(members),
                        "Content-Type",
                        "application/json");
        assertThat(made).returns(201, HttpResponse::statusCode);
        return json(made).get("id").longValue();
    }
}
