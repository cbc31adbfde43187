package dev.pgweir.access.token;

import static dev.pgweir.access.token.TestTokens.SECRET;
import static dev.pgweir.access.token.TestTokens.token;
import static dev.pgweir.access.token.TestTokens.withSecret;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import dev.pgweir.access.token.InvalidToken.Reason;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTests {

    private static final String GOOD = "{\"role\":\"web_user\",\"exp\":9999999999}";

    @Test
    void tellsWhatATokenSays() {
        var payload =
                "{\"role\": \"web_user\", \"sub\":\"ann\", \"jti\":\"7\", \"scope\":\"a b\", \"iat\":1300819380, \"exp\":9999999999}";

        var verified = withSecret("operators", "true").verify(token(payload));

        assertThat(verified.issuer()).isEqualTo("tests");
        assertThat(verified.role()).contains("web_user");
        assertThat(verified.subject()).contains("ann");
        assertThat(verified.id()).contains("7");
        assertThat(verified.scopes()).containsExactlyInAnyOrder("a", "b");
        assertThat(verified.issuedAt()).contains(Instant.ofEpochSecond(1300819380));
        assertThat(verified.expiresAt()).contains(Instant.ofEpochSecond(9999999999L));
        assertThat(verified.claims()).isEqualTo(payload);
        assertThat(verified.operators()).isTrue();
    }

    @Test
    void believesNobodyWithoutIssuers() {
        refuses(TestTokens.of(Map.of()), token(GOOD), Reason.UNDECODABLE);
    }

    @Test
    void remembersATokenOnlyUntilItExpires() {
        var tokens = withSecret();
        var token = token("{\"exp\":%d}".formatted(Instant.now().getEpochSecond() - 28));
        tokens.verify(token);

        await().atMost(10, SECONDS).untilAsserted(() -> refuses(tokens, token, Reason.EXPIRED));
    }

    @Test
    void wantsAnExpiryUnlessToldOtherwise() {
        refuses(withSecret("require-expiry", "true"), token("{\"role\":\"web_user\"}"), Reason.CLAIM);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"aud\":\"web\"}             | yes",
                "{\"aud\":[\"other\",\"api\"]} | yes",
                "{\"aud\":\"other\"}           | no",
                "{\"aud\":[]}                  | no",
                "{}                            | no",
            })
    void wantsOneOfItsAudiences(String payload, String passes) {
        var tokens = withSecret("audiences[0]", "api", "audiences[1]", "web");

        if (passes.equals("yes")) {
            assertThat(tokens.verify(token(payload)).role()).isEmpty();
        } else {
            refuses(tokens, token(payload), Reason.AUDIENCE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                "a.b.c",
                // Without a signature: {"alg":"none"}.
                "eyJhbGciOiJub25lIn0.eyJyb2xlIjoid2ViX3VzZXIifQ.",
                "eyJhbGciOiJIUzI1NiJ9.eyJyb2xlIjoid2ViX3VzZXIifQ.",
                "eyJhbGciOiJIUzI1NiJ9.eyJyb2xlIjoid2ViX3VzZXIifQ.AAAA",
            })
    void refusesWhatIsNotSigned(String token) {
        refuses(withSecret(), token, Reason.UNDECODABLE);
    }

    @Test
    void refusesTokensAndClaimsThatAreTooLarge() {
        refuses(withSecret(), "a.b." + "c".repeat(9_000), Reason.MALFORMED);
        refuses(withSecret(), token("{\"a\":\"%s\"}".formatted("x".repeat(4_100))), Reason.CLAIM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "7", "{\"role\":\"a\",\"role\":\"b\"}", "{\"role\":\"a\"} x"})
    void refusesClaimsThatAreNoObjectOrUnclear(String payload) {
        refuses(withSecret(), token(payload), Reason.CLAIM);
    }

    @Test
    void refusesClaimsAndHeadersThatAreDeep() throws JOSEException {
        refuses(withSecret(), token("{\"a\":%s%s}".formatted("[".repeat(1_900), "]".repeat(1_900))), Reason.CLAIM);
        var header = "{\"alg\":\"HS256\",\"a\":%s%s}".formatted("[".repeat(2_500), "]".repeat(2_500));
        var token = Base64URL.encode(header) + "." + Base64URL.encode(GOOD) + ".AAAA";
        refuses(withSecret(), token, Reason.UNDECODABLE);
    }

    @Test
    void takesTheSecretOnlyForTheAlgorithmItIsFor() throws JOSEException {
        var secret = SECRET + SECRET;
        var token = TestTokens.token(new JWSHeader(JWSAlgorithm.HS512), GOOD, new MACSigner(secret));

        refuses(withSecret("secret", secret), token, Reason.UNDECODABLE);
        assertThat(withSecret("secret", secret, "algorithms", "HS512")
                        .verify(token)
                        .role())
                .contains("web_user");
    }

    /** A public key is known to all: were it taken for a secret, all could sign. */
    @Test
    void takesNoPublicKeyForASecret() throws JOSEException {
        var key = new RSAKeyGenerator(2048).generate();
        var tokens = withKeys(key);
        var asText = key.toPublicJWK().toJSONString().getBytes(UTF_8);
        var asBytes = key.toRSAPublicKey().getEncoded();

        for (var secret : List.of(asText, asBytes)) {
            var forged = TestTokens.token(new JWSHeader(JWSAlgorithm.HS256), GOOD, new MACSigner(secret));
            refuses(tokens, forged, Reason.UNDECODABLE);
        }
    }

    @Test
    void ignoresTheKeysThatATokenBringsAlong() throws JOSEException {
        var key = new RSAKeyGenerator(2048).generate();
        var other = new RSAKeyGenerator(2048).generate();
        var header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .jwk(other.toPublicJWK())
                .jwkURL(URI.create("http://127.0.0.1:9/"))
                .x509CertURL(URI.create("http://127.0.0.1:9/"))
                .build();

        refuses(withKeys(key), TestTokens.token(header, GOOD, new RSASSASigner(other)), Reason.UNDECODABLE);
        assertThat(withKeys(key)
                        .verify(TestTokens.token(header, GOOD, new RSASSASigner(key)))
                        .role())
                .contains("web_user");
    }

    @Test
    void refusesWhatIsCriticalAndUnknownAndTokensOfAnotherType() throws JOSEException {
        var critical = new JWSHeader.Builder(JWSAlgorithm.HS256)
                .criticalParams(Set.of("new"))
                .customParam("new", 1)
                .build();
        var other = new JWSHeader.Builder(JWSAlgorithm.HS256)
                .type(new JOSEObjectType("logout+jwt"))
                .build();

        refuses(withSecret(), TestTokens.token(critical, GOOD, new MACSigner(SECRET)), Reason.UNDECODABLE);
        refuses(withSecret(), TestTokens.token(other, GOOD, new MACSigner(SECRET)), Reason.UNDECODABLE);
    }

    @Test
    void choosesKeysByTheirNames() throws JOSEException {
        var first = new RSAKeyGenerator(2048).keyID("first").generate();
        var second = new RSAKeyGenerator(2048).keyID("second").generate();
        var tokens = withKeys(first, second);

        assertThat(tokens.verify(rsa("second", second)).role()).contains("web_user");
        assertThat(tokens.verify(rsa(null, second)).role()).contains("web_user");
        refuses(tokens, rsa("first", second), Reason.UNDECODABLE);
        refuses(tokens, rsa("third", second), Reason.UNDECODABLE);
        assertThat(withKeys(new RSAKeyGenerator(2048).generate(), unnamed(second))
                        .verify(rsa("any", second))
                        .role())
                .contains("web_user");
    }

    @Test
    void takesKeysOfAllCurvesTogether() throws JOSEException {
        var small = new ECKeyGenerator(Curve.P_256).generate();
        var large = new ECKeyGenerator(Curve.P_384).generate();
        var tokens = withKeys(large, small);

        var es256 = TestTokens.token(new JWSHeader(JWSAlgorithm.ES256), GOOD, new ECDSASigner(small));
        var es384 = TestTokens.token(new JWSHeader(JWSAlgorithm.ES384), GOOD, new ECDSASigner(large));

        assertThat(tokens.verify(es256).role()).contains("web_user");
        assertThat(tokens.verify(es384).role()).contains("web_user");
    }

    @Test
    void tellsIssuersApartByWhatTheyCallThemselves() {
        var other = "another secret of thirty-two bytes";
        var tokens = TestTokens.of(Map.of(
                "pgweir.access.issuers[0]",
                Map.of("name", "shop", "secret", SECRET, "iss", "https://shop.example"),
                "pgweir.access.issuers[1]",
                Map.of("name", "rest", "secret", other)));

        assertThat(tokens.verify(ofShop(SECRET)).issuer()).isEqualTo("shop");
        refuses(tokens, ofShop(other), Reason.UNDECODABLE);
        assertThat(tokens.verify(token(GOOD, other)).issuer()).isEqualTo("rest");
        refuses(tokens, token(GOOD, SECRET), Reason.UNDECODABLE);
    }

    @Test
    void tellsIssuersApartByTheirAudiencesWhereTheyAreTheSame() {
        var tokens = TestTokens.of(Map.of(
                "pgweir.access.issuers[0]",
                Map.of("name", "users", "secret", SECRET, "audiences", "api"),
                "pgweir.access.issuers[1]",
                Map.of("name", "operators", "secret", SECRET, "audiences", "admin", "operators", "true")));

        assertThat(tokens.verify(token("{\"exp\":9999999999,\"aud\":\"admin\"}"))
                        .operators())
                .isTrue();
        assertThat(tokens.verify(token("{\"exp\":9999999999,\"aud\":\"api\"}")).operators())
                .isFalse();
        refuses(tokens, token("{\"exp\":9999999999,\"aud\":\"other\"}"), Reason.AUDIENCE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[\"users\",\"admins\"] | web_admin",
                "[\"users\"]            | web_user",
                "\"admins\"             | web_admin",
                "[\"others\"]           | web_guest",
                "[]                     | web_guest",
            })
    void mapsListsToRoles(String groups, String role) {
        var tokens = withSecret(
                "role",
                "$.groups",
                "roles-map.admins",
                "web_admin",
                "roles-map.users",
                "web_user",
                "default-role",
                "web_guest");

        var verified = tokens.verify(token("{\"groups\":" + groups + "}"));

        assertThat(verified.role()).contains(role);
        assertThat(verified.claims()).isEqualTo("{\"role\":\"" + role + "\",\"groups\":" + groups + "}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":{\"role\":\"x\"},\"role\":\"old\", \"n\":1.50}  | {\"a\":{\"role\":\"x\"},\"role\":\"new\", \"n\":1.50}",
                "{ \"role\" : 17 , \"n\":1e3 }                         | { \"role\" : \"new\" , \"n\":1e3 }",
                "{\"role\":-1.5e7}                                     | {\"role\":\"new\"}",
                "{\"role\":null}                                       | {\"role\":\"new\"}",
                "{\"role\":[1,{\"role\":2}],\"n\":\"\\u00e4ä\"}        | {\"role\":\"new\",\"n\":\"\\u00e4ä\"}",
                "{\"ä\":\"{\\\"\",\"role\":\"a\\\"b\"}                 | {\"ä\":\"{\\\"\",\"role\":\"new\"}",
                "{}                                                    | {\"role\":\"new\"}",
            })
    void putsARoleIntoTheClaimsAndLeavesTheRestAsItIs(String payload, String expected) {
        var verified = withSecret("role", "$.none").verify(token(payload));

        assertThat(verified.claims()).isEqualTo(payload);
        assertThat(verified.role()).isEmpty();
        assertThat(verified.as("new").claims()).isEqualTo(expected);
        assertThat(verified.as("new").role()).contains("new");
    }

    private static String ofShop(String secret) {
        return token("{\"iss\":\"https://shop.example\",\"exp\":9999999999}", secret);
    }

    private static Tokens withKeys(JWK... keys) {
        var set = new JWKSet(Arrays.asList(keys)).toString();
        return TestTokens.of(Map.of("pgweir.access.issuers[0]", Map.of("name", "keys", "keys", set)));
    }

    private static RSAKey unnamed(RSAKey key) {
        return new RSAKey.Builder(key).keyID(null).build();
    }

    private static String rsa(@Nullable String keyId, RSAKey key) throws JOSEException {
        var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(keyId).build();
        return TestTokens.token(header, GOOD, new RSASSASigner(key));
    }

    private static void refuses(Tokens tokens, String token, Reason reason) {
        for (var attempt : List.of("first", "remembered")) {
            assertThatExceptionOfType(InvalidToken.class)
                    .as(attempt)
                    .isThrownBy(() -> tokens.verify(token))
                    .returns(reason, InvalidToken::reason);
        }
    }
}
