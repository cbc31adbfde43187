package dev.pgweir.web.access;

import static dev.pgweir.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.AuditLog;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.SecuredSchema;
import dev.pgweir.testing.StartedGateway;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeysIntegrationTests {

    private static final String KEYS = "/admin/keys";
    private static final String WHO = "/rpc/who";

    private static SecuredSchema schema;

    @BeforeAll
    static void start() {
        schema = SecuredSchema.of(
                "api_keys",
                List.of("CREATE FUNCTION who(OUT role text, OUT claims json) STABLE LANGUAGE sql AS $$"
                        + " SELECT current_user, current_setting('request.jwt.claims', true)::json $$"),
                "pgweir.access.keys=true");
    }

    @AfterAll
    static void stop() {
        schema.close();
    }

    @Test
    void giveTheirRoleAndClaims() {
        var key = make("{\"kind\": \"publishable\", \"role\": \"api_keys_user\", \"claims\": {\"app\": \"shop\"}}");

        for (var shown :
                List.of(new String[] {"apikey", key}, new String[] {"Authorization", "Bearer " + key}, new String[] {
                    "apikey", key, "Authorization", "Bearer " + key
                })) {
            var answer = http().get(WHO, shown);
            assertThat(answer).returns(200, HttpResponse::statusCode);
            assertThat(json(answer).get("role").stringValue()).isEqualTo("api_keys_user");
            assertThat(json(answer).get("claims").toString())
                    .isEqualTo("{\"app\":\"shop\",\"role\":\"api_keys_user\"}");
            assertThat(answer.headers().allValues("Vary"))
                    .anySatisfy(vary -> assertThat(vary).contains("apikey"));
        }
        assertThat(json(http().get(WHO)).get("role").stringValue()).isEqualTo("api_keys_anon");
    }

    @Test
    void leaveTheRoleToATokenThatComesAlong() {
        var key = make("{\"kind\": \"publishable\", \"role\": \"api_keys_user\"}");
        var token = schema.bearer("clerk", "carol");

        assertThat(json(http().get(WHO, "apikey", key, "Authorization", token))
                        .get("role")
                        .stringValue())
                .isEqualTo("api_keys_clerk");
        assertThat(http().get(WHO, "apikey", key + "x", "Authorization", token))
                .returns(401, HttpResponse::statusCode)
                .satisfies(says("invalid-key"));
        assertThat(http().get(WHO, "apikey", key, "Authorization", token + "x"))
                .returns(401, HttpResponse::statusCode)
                .satisfies(says("invalid-token"));
    }

    @Test
    void areRefusedWithoutAWordOfWhatIsWrong() {
        var key = make("{\"kind\": \"publishable\", \"role\": \"api_keys_user\"}");
        var over = make(
                "{\"kind\": \"publishable\", \"role\": \"api_keys_user\", \"notAfter\": \"2020-01-01T00:00:00Z\"}");
        var disabled = make("{\"kind\": \"publishable\", \"role\": \"api_keys_user\"}");
        schema.execute("UPDATE api_keys_own.api_key SET disabled = true WHERE id = '%s'".formatted(id(disabled)));
        await().untilAsserted(() ->
                assertThat(http().get(WHO, "apikey", disabled).statusCode()).isEqualTo(401));

        for (var bad : List.of(over, disabled, key.substring(0, key.length() - 1), "pgw_none", "", "x".repeat(9_000))) {
            assertThat(http().get(WHO, "apikey", bad))
                    .returns(401, HttpResponse::statusCode)
                    .satisfies(says("The API key is not valid"));
        }
    }

    @Test
    void countNothingInTheQueryString() {
        var key = make("{\"kind\": \"publishable\", \"role\": \"api_keys_user\"}");

        assertThat(http().get(WHO + "?apikey=" + key).statusCode()).isNotEqualTo(200);
    }

    @Test
    void areKeptFromBrowsersWhereTheyAreSecret() {
        var service = make("{\"kind\": \"service\", \"role\": \"api_keys_boss\"}");
        var publishable = make("{\"kind\": \"publishable\", \"role\": \"api_keys_user\"}");
        var page = schema.http().uri("/").toString().replaceAll("/$", "");

        assertThat(http().get(WHO, "apikey", service)).returns(200, HttpResponse::statusCode);
        assertThat(http().get(WHO, "apikey", service, "Origin", page))
                .returns(403, HttpResponse::statusCode)
                .satisfies(says("service-key-in-browser"));
        assertThat(http().get(WHO, "apikey", service, "Sec-Fetch-Site", "same-origin"))
                .returns(403, HttpResponse::statusCode);
        assertThat(http().get(WHO, "apikey", publishable, "Origin", page)).returns(200, HttpResponse::statusCode);
    }

    @Test
    void areMadeOnceListedWithoutSecretsAndRevoked() {
        try (var audit = new AuditLog()) {
            var made = http().send(
                            "POST",
                            KEYS,
                            "{\"kind\": \"service\", \"role\": \"api_keys_user\", \"scopes\": [\"shop.pay\"], \"note\": \"shop\"}",
                            "Content-Type",
                            "application/json");
            assertThat(made).returns(201, HttpResponse::statusCode);
            assertThat(made.headers().firstValue("Cache-Control")).contains("no-store");
            var key = json(made).get("key").stringValue();
            assertThat(json(made).get("id").stringValue()).isEqualTo(id(key));

            assertThat(http().get(KEYS).body())
                    .contains("\"id\":\"" + id(key) + "\"", "\"note\":\"shop\"", "\"scopes\":[\"shop.pay\"]")
                    .doesNotContain(key.substring(13), "hash");

            assertThat(http().send("DELETE", KEYS + "/" + id(key), "")).returns(204, HttpResponse::statusCode);
            assertThat(http().get(WHO, "apikey", key)).returns(401, HttpResponse::statusCode);
            assertThat(http().send("DELETE", KEYS + "/" + id(key), ""))
                    .returns(404, HttpResponse::statusCode)
                    .satisfies(says("no-such-key"));

            await().untilAsserted(() -> assertThat(audit.lines()).hasSize(3));
            assertThat(audit.lines().getFirst())
                    .startsWith("POST /admin/keys {\"kind\":\"service\"")
                    .endsWith(
                            "by loopback from 127.0.0.1: 201; after: service key %s for the role api_keys_user with shop.pay"
                                    .formatted(id(key)));
            assertThat(audit.lines().get(1))
                    .endsWith(
                            "204; before: service key %s for the role api_keys_user with shop.pay".formatted(id(key)));
            assertThat(audit.lines()).noneSatisfy(line -> assertThat(line).contains("pgw_"));
        }
    }

    @Test
    void mayBeOfOperators() {
        var reads = make("{\"kind\": \"service\", \"scopes\": [\"pgweir.read\"]}");
        var operates = make("{\"kind\": \"service\", \"scopes\": [\"pgweir.operate\"]}");
        var client = make("{\"kind\": \"service\", \"role\": \"api_keys_boss\"}");

        assertThat(elsewhere("GET", "/actuator/prometheus", reads)).returns(200, HttpResponse::statusCode);
        assertThat(elsewhere("GET", "/actuator/prometheus", client)).returns(403, HttpResponse::statusCode);
        assertThat(http().get("/actuator/prometheus", "X-Forwarded-For", "203.0.113.9"))
                .returns(401, HttpResponse::statusCode);
        assertThat(elsewhere("GET", KEYS, reads)).returns(403, HttpResponse::statusCode);
        assertThat(elsewhere("GET", KEYS, operates)).returns(200, HttpResponse::statusCode);
        assertThat(elsewhere("POST", "/admin/catalog/refresh", reads)).returns(403, HttpResponse::statusCode);
        try (var audit = new AuditLog()) {
            assertThat(elsewhere("POST", "/admin/catalog/refresh", operates)).returns(200, HttpResponse::statusCode);
            await().untilAsserted(() -> assertThat(audit.lines())
                    .containsExactly(
                            "POST /admin/catalog/refresh by key %s from 127.0.0.1: 200".formatted(id(operates))));
        }
        // Without a role of its own it is as good as anonymous.
        assertThat(json(http().get(WHO, "apikey", operates)).get("role").stringValue())
                .isEqualTo("api_keys_anon");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"kind\": \"secret\", \"role\": \"r\"}",
                "{\"kind\": \"service\"}",
                "{\"kind\": \"service\", \"role\": \" \"}",
                "{\"kind\": \"publishable\", \"scopes\": [\"pgweir.read\"]}",
                "{\"kind\": \"service\", \"scopes\": [\"two words\"]}",
                "{\"kind\": \"service\", \"role\": \"r\", \"notAfter\": \"tomorrow\"}",
                "{\"kind\": \"service\", \"role\": \"r\", \"hash\": \"x\"}"
            })
    void areNotMadeOfWhatMakesNoSense(String body) {
        assertThat(http().send("POST", KEYS, body, "Content-Type", "application/json"))
                .returns(400, HttpResponse::statusCode)
                .satisfies(says("malformed-api-key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"api_keys_nobody", "pgweir", "pg_read_all_data"})
    void areNotMadeForRolesThatNoCallerMayHave(String role) {
        var body = "{\"kind\": \"publishable\", \"role\": \"%s\"}".formatted(role);
        assertThat(http().send("POST", KEYS, body, "Content-Type", "application/json"))
                .returns(422, HttpResponse::statusCode)
                .satisfies(says("role-not-granted"))
                .satisfies(says("/admin/access"));
    }

    @Test
    void areTakenByOtherGatewaysWithinSeconds() {
        var key = make("{\"kind\": \"publishable\", \"role\": \"api_keys_user\"}");
        try (var other = StartedGateway.on(
                TestCluster.shared(),
                "pgweir.schema=api_keys",
                "pgweir.own-schema=api_keys_own",
                "pgweir.access.keys=true",
                "pgweir.access.login.username=api_keys_login")) {
            assertThat(other.http().get(WHO)).returns(401, HttpResponse::statusCode);
            assertThat(other.http().get(WHO, "apikey", key)).returns(200, HttpResponse::statusCode);

            http().send("DELETE", KEYS + "/" + id(key), "");

            await().untilAsserted(() ->
                    assertThat(other.http().get(WHO, "apikey", key)).returns(401, HttpResponse::statusCode));
        }
    }

    @Test
    void areOffUnlessSwitchedOn() {
        try (var other = StartedGateway.on(
                TestCluster.shared(),
                "pgweir.schema=api_keys",
                "pgweir.own-schema=api_keys_own",
                "pgweir.access.anonymous-role=api_keys_anon",
                "pgweir.access.login.username=api_keys_login")) {
            assertThat(other.http().get(KEYS))
                    .returns(403, HttpResponse::statusCode)
                    .satisfies(says("keys-off"));
            assertThat(other.http().get(WHO, "apikey", "pgw_any")).returns(200, HttpResponse::statusCode);
        }
    }

    private static Gateway http() {
        return schema.http();
    }

    private static HttpResponse<String> elsewhere(String method, String path, String key) {
        return http().send(method, path, "", "X-Forwarded-For", "203.0.113.9", "apikey", key);
    }

    private static String make(String body) {
        var made = http().send("POST", KEYS, body, "Content-Type", "application/json");
        assertThat(made).returns(201, HttpResponse::statusCode);
        return json(made).get("key").stringValue();
    }

    private static String id(String key) {
        return key.substring(4, 12);
    }

    private static Consumer<HttpResponse<String>> says(String word) {
        return answer -> assertThat(answer.body()).contains(word);
    }
}
