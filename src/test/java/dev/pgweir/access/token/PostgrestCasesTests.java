package dev.pgweir.access.token;

import static dev.pgweir.access.token.TestTokens.token;
import static dev.pgweir.access.token.TestTokens.withSecret;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The cases of PostgREST's own tests: test/spec/Feature/Auth, and those of tokens in test/io. */
class PostgrestCasesTests {

    private static final String HEADER = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.";
    private static final String AUTHOR = "postgrest_test_author";

    private static final String RSA_KEY =
            "{\"alg\":\"RS256\",\"e\":\"AQAB\",\"key_ops\":[\"verify\"],\"kty\":\"RSA\",\"n\":\""
                    + "0etQ2Tg187jb04MWfpuogYGV75IFrQQBxQaGH75eq_FpbkyoLcEpRUEWSbECP2eeFya2yZ9vIO5ScD-lPmovePk4Aa4SzZ8jdjhmAbNykleRPCxMg0"
                    + "481kz6PQhnHRUv3nF5WP479CnObJKqTVdEagVL66oxnX9VhZG9IZA7k0Th5PfKQwrKGyUeTGczpOjaPqbxlunP73j9AfnAt4XCS8epa-n3WGz1j-wfp"
                    + "r_ys57Aq-zBCfqP67UYzNpeI1AoXsJhD9xSDOzvJgFRvc3vm2wjAW4LEMwi48rCplamOpZToIHEPIaPzpveYQwDnB1HFTR1ove9bpKJsHmi-e2uzQ"
                    + "\",\"use\":\"sig\"}";

    private static final String RSA_TOKEN =
            "eyJhbGciOiJSUzI1NiJ9.eyJyb2xlIjogInBvc3RncmVzdF90ZXN0X2F1dGhvciJ9Cg.CBOYWDvqgAR0YY"
                    + "nZnyDGTQi6AJLc2Pds6_eV3YuBG6I36mj_h05eLhkEKNEDA5ZteMzCiY83P60rC_xtxVd7B6vo3BeF5uoanPS3rrbuHzKPwzsrgrD_CqvEuJ4n7Q9e"
                    + "pkQiLsNkcexneENZDRqFjbwZx3DrXiCWwlK3Ytr5NAIGxmy0od-0xNpb2U1nXQyO_Q3mumWFViRt4tmFn_3goDHNKG3Ha_AzImfUNvHnWL78kAc4rb"
                    + "n15vLtWXD8PwtSnZaB4lY4V6RfsaW937srQsmRetvytM1i_bHBnjkjQLAqGbXPyItjtlXPs0uGNBadE8-wgkLtfmSCC4v2DjUthw";

    /** Tokens that are there as text, by what PostgREST's tests call them. */
    static Stream<Arguments> wholeTokens() {
        return Stream.of(
                arguments(
                        "a role alone",
                        HEADER
                                + "eyJyb2xlIjoicG9zdGdyZXN0X3Rlc3RfYXV0aG9yIn0.Xod-F15qsGL0WhdOCr2j3DdKuTw9QJERVgoFD3vGaWA",
                        AUTHOR),
                arguments(
                        "extra fields",
                        HEADER
                                + "eyJyb2xlIjoicG9zdGdyZXN0X3Rlc3RfYXV0aG9yIiwiaWQiOiJqZG9lIiwia2V5MSI6InZhbHVlMSIsImtleTIiOiJ2YWx1ZTIi"
                                + "LCJrZXkzIjoidmFsdWUzIiwiYSI6MSwiYiI6MiwiYyI6M30.b0eglDKYEmGi-hCvD-ddSqFl7vnDO5qkUaviaHXm3es",
                        AUTHOR),
                arguments(
                        "custom and standard claims",
                        HEADER
                                + "eyJzdWIiOiJmdW4iLCJqdGkiOiJmb28iLCJuYmYiOjEzMDA4MTkzODAsImV4cCI6OTk5OTk5OTk5OSwiaHR0cDovL3Bvc3RncmVz"
                                + "dC5jb20vZm9vIjp0cnVlLCJpc3MiOiJqb2UiLCJyb2xlIjoicG9zdGdyZXN0X3Rlc3RfYXV0aG9yIiwiaWF0IjoxMzAwODE5Mzgw"
                                + "fQ.V5fEpXfpb7feqwVqlcDleFdKu86bdwU2cBRT4fcMhXg",
                        AUTHOR),
                arguments(
                        "an unexpired token",
                        HEADER
                                + "eyJleHAiOjk5OTk5OTk5OTksInJvbGUiOiJwb3N0Z3Jlc3RfdGVzdF9hdXRob3IiLCJpZCI6Impkb2UifQ"
                                + ".Dpss-QoLYjec5OTsOaAc3FNVsSjA89wACoV-0ra3ClA",
                        AUTHOR),
                arguments("no claims", HEADER + "e30.CUIP5V9thWsGGFsFyGijSZf1fJMfarLHI9CEJL-TGNk", null),
                arguments(
                        "no claim about the role",
                        HEADER + "eyJpZCI6Impkb2UifQ.RVlZDaSyKbFPvxUf3V_NQXybfRB4dlBIkAUQXVXLUAI",
                        null));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wholeTokens")
    void findsTheRoleOf(String name, String token, String role) {
        assertThat(withSecret().verify(token).role()).as(name).isEqualTo(Optional.ofNullable(role));
    }

    static Stream<Arguments> refusedTokens() {
        return Stream.of(
                arguments("", "PGRST301", "Empty JWT is sent in Authorization header"),
                arguments(
                        "ey9zdGdyZXN0X3Rlc3RfYXV0aG9yIiwiaWQiOiJqZG9lIn0.y4vZuu1dDdwAl0-S00MCRWRYMlJ5YAMSir6Es6WtWx0",
                        "PGRST301",
                        "Expected 3 parts in JWT; got 2"),
                arguments(
                        HEADER
                                + "eyJleHAiOjE0NDY2NzgxNDksInJvbGUiOiJwb3N0Z3Jlc3RfdGVzdF9hdXRob3IiLCJpZCI6Impkb2UifQ"
                                + ".f8__E6VQwYcDqwHmr9PG03uaZn8Zh1b0vbJ9DYS0AdM",
                        "PGRST303",
                        "JWT expired"),
                claims("'exp':'invalid'", "The JWT 'exp' claim must be a number"),
                claims("'nbf':'invalid'", "The JWT 'nbf' claim must be a number"),
                claims("'iat':'invalid'", "The JWT 'iat' claim must be a number"),
                claims("'aud':{'invalid':'value'}", "The JWT 'aud' claim must be a string or an array of strings"),
                claims(
                        "'aud':[{'invalid':'value'},'test']",
                        "The JWT 'aud' claim must be a string or an array of strings"),
                claims("'nbf':" + in(60), "JWT not yet valid"),
                claims("'iat':" + in(60), "JWT issued at future"),
                claims("'exp':" + in(-60), "JWT expired"),
                arguments(
                        token("{\"role\":\"author\"}", "another secret of thirty-two bytes"),
                        "PGRST301",
                        "No suitable key or wrong key type"));
    }

    private static Arguments claims(String claims, String message) {
        return arguments(token(json("{'role':'author'," + claims + "}")), "PGRST303", message);
    }

    @ParameterizedTest
    @MethodSource("refusedTokens")
    void refusesWithTheCodeAndTheMessage(String token, String code, String message) {
        assertThatExceptionOfType(InvalidToken.class)
                .isThrownBy(() -> withSecret().verify(token))
                .returns(code, InvalidToken::code)
                .withMessage(message);
    }

    @Test
    void allowsForClocksThatDifferByHalfAMinute() {
        var token = token(json("{'iat':%d,'nbf':%d,'exp':%d,'role':'author'}".formatted(in(20), in(20), in(-20))));

        assertThat(withSecret().verify(token).role()).contains("author");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'aud':'youraudience'                              | yes",
                "'aud':'notyouraudience'                           | no",
                "'aud':''                                          | no",
                "'aud':['youraudience']                            | yes",
                "'aud':['notyouraudience','youraudience','other']  | yes",
                "'aud':['notyouraudience']                         | no",
                "'aud':['notyouraudience','stillnot','other']      | no",
                "'aud':[]                                          | yes",
                "'aud':null                                        | yes",
                "'id':1                                            | yes",
            })
    void comparesAudiences(String claim, String passes) {
        var tokens = withSecret("audiences", "youraudience", "audience-optional", "true");
        var token = token(json("{'exp':9999999999,'role':'author'," + claim + "}"));

        if (passes.equals("yes")) {
            assertThat(tokens.verify(token).role()).contains("author");
        } else {
            assertThatExceptionOfType(InvalidToken.class)
                    .isThrownBy(() -> tokens.verify(token))
                    .returns("PGRST303", InvalidToken::code)
                    .withMessage("JWT not in audience");
        }
        assertThat(withSecret().verify(token).role()).contains("author");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void takesAsymmetricKeys(boolean isSet) {
        var keys = isSet ? "{\"keys\": [" + RSA_KEY + "]}" : RSA_KEY;
        var tokens = TestTokens.of(
                Map.of("pgweir.access.issuers[0]", Map.of("name", "rsa", "keys", keys, "require-expiry", "false")));

        assertThat(tokens.verify(RSA_TOKEN).role()).contains(AUTHOR);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "$.postgrest.a_role                                              | {'postgrest':{'a_role':'author'},'other':'claims'} | author",
                "$.customObject.manyRoles[1]                                     | {'customObject':{'manyRoles':['other','author']}}  | author",
                "$['https://www.example.com/roles'][0].value                     | {'https://www.example.com/roles':[{'value':'author'}]} | author",
                "$[\"https://www.example.com/roles\"][0].value                   | {'https://www.example.com/roles':[{'value':'author'}]} | author",
                "$.myDomain[3]                                                   | {'myDomain':['other','author']}                    |",
                "$.myRole                                                        | {'role':'author'}                                  |",
                "$.realm_access.roles[?(@ == \"author\")]                        | {'realm_access':{'roles':['other','author']}}      | author",
                "$.realm_access.roles[?(@ == 'author')]                          | {'realm_access':{'roles':['other','author']}}      | author",
                "$.realm_access.roles[?@ == 'author']                            | {'realm_access':{'roles':['other','author']}}      | author",
                "$.realm_access.roles[?(@ != \"other\")]                         | {'realm_access':{'roles':['other','author']}}      | author",
                "$.postgrest.roles[?search(@, '^au')]                            | {'postgrest':{'roles':['other','author']}}         | author",
                "$.aud                                                           | {'aud':'author'}                                   | author",
                "$.aud[0]                                                        | {'aud':['author']}                                 | author",
                "$.aud[1]                                                        | {'aud':['author','invalid']}                       | invalid",
                ".postgrest.a_role                                               | {'postgrest':{'a_role':'author'}}                  | author",
                ".\"https://www.example.com/roles\"[0].value                     | {'https://www.example.com/roles':[{'value':'author'}]} | author",
                ".realm_access.roles[?(@ ^== \"aut\")]                           | {'realm_access':{'roles':['other','author']}}      | author",
                ".realm_access.roles[?(@ ==^ \"hor\")]                           | {'realm_access':{'roles':['other','author']}}      | author",
                ".realm_access.roles[?(@ *== \"uth\")]                           | {'realm_access':{'roles':['other','author']}}      | author",
                ".realm_access.roles[?(@ == \"string\")]                         | {'realm_access':{'roles':[{'obj_key':'value'}]}}   |",
            })
    void findsTheRoleByItsPath(String path, String payload, String role) {
        assertThat(withSecret("role", path).verify(token(json(payload))).role()).isEqualTo(Optional.ofNullable(role));
    }

    /** As its tests have them: with and without a newline at the end, and in base64. */
    @ParameterizedTest
    @CsvSource({"secret,false", "secret.eol,false", "secret.b64,true"})
    void readsSecretsFromFiles(String name, boolean isBase64, @TempDir Path folder) throws IOException {
        var secret = "ABC\nEasy as\n123\nOr simple as\nDo re mi";
        Files.writeString(folder.resolve("secret"), secret);
        Files.writeString(folder.resolve("secret.eol"), secret + "\n");
        Files.write(folder.resolve("secret.b64"), Base64.getUrlEncoder().encode(secret.getBytes(UTF_8)));
        var token = HEADER + "eyJyb2xlIjoicG9zdGdyZXN0X3Rlc3RfYXV0aG9yIn0.p__cvqgrtteKUhxrJwTwqxeuFmlEm3hEj1mk7yO15M4";

        var tokens = withSecret("secret", "@" + folder.resolve(name), "secret-is-base64", String.valueOf(isBase64));

        assertThat(tokens.verify(token).role()).contains(AUTHOR);
    }

    private static long in(long seconds) {
        return Instant.now().getEpochSecond() + seconds;
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
