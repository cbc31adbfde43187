package dev.pgweir.web.access;

import static dev.pgweir.testing.SignedTokens.bearer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgweir.testing.AuditLog;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.SecuredSchema;
import dev.pgweir.testing.SignedTokens;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A header of a proxy stands for a client that is elsewhere. */
class OperatorsTokensIntegrationTests {

    private static final String[] ELSEWHERE = {"X-Forwarded-For", "203.0.113.9"};
    private static final String REFRESH = "/admin/catalog/refresh";
    private static final String READ = operator("\"scope\":\"openid pgweir.read\"");
    private static final String OPERATE = operator("\"scp\":[\"pgweir.operate\"]");

    private static SecuredSchema schema;

    private final AuditLog audit = new AuditLog();

    @BeforeAll
    static void start() {
        schema = SecuredSchema.of(
                "operators",
                List.of("CREATE TABLE t (id int PRIMARY KEY)", "GRANT SELECT ON t TO {boss}"),
                "pgweir.access.issuers[0].iss=clients",
                "pgweir.access.issuers[1].name=staff",
                "pgweir.access.issuers[1].iss=staff",
                "pgweir.access.issuers[1].secret=" + SignedTokens.SECRET,
                "pgweir.access.issuers[1].operators=true");
    }

    @AfterAll
    static void stop() {
        schema.close();
    }

    @AfterEach
    void stopListening() {
        audit.close();
    }

    private static String operator(String scope) {
        return bearer("\"iss\":\"staff\",\"sub\":\"alice\",\"role\":\"operators_boss\"," + scope);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/admin/cluster", "/admin/route", "/actuator/prometheus", "/actuator/metrics"})
    void readsFromElsewhereTakeAToken(String path) {
        assertThat(get(path)).returns(401, HttpResponse::statusCode);
        assertThat(get(path, "Authorization", READ)).returns(200, HttpResponse::statusCode);
        assertThat(get(path, "Authorization", OPERATE)).returns(200, HttpResponse::statusCode);
        assertThat(http().get(path)).returns(200, HttpResponse::statusCode);
    }

    @Test
    void changesTakeTheScopeForThem() {
        assertThat(post(REFRESH)).returns(403, HttpResponse::statusCode).satisfies(says("loopback-only"));
        assertThat(post(REFRESH, "Authorization", READ))
                .returns(403, HttpResponse::statusCode)
                .satisfies(says("insufficient-scope"))
                .satisfies(answer -> assertThat(
                                answer.headers().firstValue("WWW-Authenticate").orElseThrow())
                        .isEqualTo("Bearer error=\"insufficient_scope\", scope=\"pgweir.operate\""));
        assertThat(post(REFRESH, "Authorization", OPERATE)).returns(200, HttpResponse::statusCode);
        assertThat(http().send("POST", REFRESH, "")).returns(200, HttpResponse::statusCode);
    }

    @Test
    void tokensOfClientsAreNoOperatorsWhateverTheyClaim() {
        var boss =
                bearer("\"iss\":\"clients\",\"sub\":\"bob\",\"role\":\"operators_boss\",\"scope\":\"pgweir.operate\"");

        assertThat(http().get("/t", "Authorization", boss)).returns(200, HttpResponse::statusCode);
        for (var path : List.of("/admin/cluster", "/actuator/metrics")) {
            assertThat(http().get(path, "Authorization", boss))
                    .returns(403, HttpResponse::statusCode)
                    .satisfies(says("insufficient-scope"));
        }
        assertThat(http().send("POST", REFRESH, "", "Authorization", boss)).returns(403, HttpResponse::statusCode);
    }

    @Test
    void aBadTokenIsRefusedAsForData() {
        for (var path : List.of("/admin/cluster", "/actuator/health", "/t")) {
            assertThat(http().get(path, "Authorization", READ + "x"))
                    .returns(401, HttpResponse::statusCode)
                    .satisfies(says("invalid-token"));
        }
    }

    @ParameterizedTest
    @CsvSource({"Origin, https://evil.example", "Sec-Fetch-Site, cross-site", "Content-Type, text/plain"})
    void browsersAreHeldToTheirPagesWithATokenToo(String header, String value) {
        assertThat(post(REFRESH, "Authorization", OPERATE, header, value).statusCode())
                .isIn(403, 415);
    }

    @Test
    void healthIsToldToAllAndItsDetailsToSome() {
        for (var path : List.of("/actuator/health", "/actuator/health/readiness", "/actuator/health/liveness")) {
            assertThat(get(path))
                    .returns(200, HttpResponse::statusCode)
                    .satisfies(
                            answer -> assertThat(answer.body()).contains("UP").doesNotContain("components"));
        }
        assertThat(get("/actuator/health", "Authorization", bearer("\"iss\":\"clients\",\"sub\":\"bob\""))
                        .body())
                .doesNotContain("components");
        assertThat(get("/actuator/health", "Authorization", READ).body()).contains("components", "replica-1");
        assertThat(http().get("/actuator/health").body()).contains("components", "replica-1");
    }

    @Test
    void whatTheyDoIsNoted() {
        post(REFRESH, "Authorization", OPERATE);
        http().send("POST", REFRESH, "");
        http().send(
                        "PATCH",
                        "/admin/cluster/nodes/nosuch%0Anode",
                        "{\"weight\": 2, \"password\": \"hidden\", \"zone\": \"a\\nb\"}",
                        "Content-Type",
                        "application/json",
                        "Authorization",
                        OPERATE);

        await().untilAsserted(() -> assertThat(audit.lines()).hasSize(3));
        assertThat(audit.lines().get(0)).isEqualTo("POST /admin/catalog/refresh by staff/alice from 127.0.0.1: 200");
        assertThat(audit.lines().get(1)).isEqualTo("POST /admin/catalog/refresh by loopback from 127.0.0.1: 200");
        assertThat(audit.lines().get(2))
                .startsWith("PATCH /admin/cluster/nodes/nosuch%0Anode"
                        + " {\"weight\":2,\"password\":\"***\",\"zone\":\"a\\nb\"} by staff/alice from 127.0.0.1: 4");
    }

    @Test
    void whatTheyChangeIsNotedAsItWasAndAsItIs() {
        for (var weight : List.of(3, 1)) {
            http().send(
                            "PATCH",
                            "/admin/cluster/nodes/replica-1",
                            "{\"weight\": %d}".formatted(weight),
                            "Content-Type",
                            "application/json",
                            "Authorization",
                            OPERATE);
        }

        await().untilAsserted(() -> assertThat(audit.lines()).hasSize(2));
        assertThat(audit.lines().getFirst())
                .matches(".*204; before: replica-1 at \\S+, weight 1; after: replica-1 at \\S+, weight 3");
    }

    @Test
    void whatIsRefusedIsNotedWithoutTheToken() {
        post(REFRESH, "Authorization", READ);
        post(REFRESH, "Authorization", READ + "x");
        get("/admin/cluster");
        post(REFRESH);

        assertThat(audit.lines())
                .containsExactly(
                        "POST /admin/catalog/refresh by staff/alice from 127.0.0.1: refused, insufficient-scope",
                        "POST /admin/catalog/refresh by nobody known from 127.0.0.1: refused, No suitable key or wrong key type",
                        "GET /admin/cluster by nobody known from 127.0.0.1: refused, unauthenticated",
                        "POST /admin/catalog/refresh by nobody known from 127.0.0.1: refused, loopback-only");
    }

    private static Gateway http() {
        return schema.http();
    }

    private static HttpResponse<String> get(String path, String... headers) {
        return http().get(path, all(headers));
    }

    private static HttpResponse<String> post(String path, String... headers) {
        return http().send("POST", path, "", all(headers));
    }

    private static String[] all(String... headers) {
        return Stream.of(ELSEWHERE, headers).flatMap(Arrays::stream).toArray(String[]::new);
    }

    private static Consumer<HttpResponse<String>> says(String word) {
        return answer -> assertThat(answer.body()).contains(word);
    }
}
