package dev.pgweir.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.mock.env.MockEnvironment;

class AccessPropertiesTests {

    private static final String ISSUER = "pgweir.access.issuers[0].";
    private static final String SECRET = "not to be seen, not to be seen, not to be seen";

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withInitializer(new ConfigDataApplicationContextInitializer())
            .withUserConfiguration(Properties.class);

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(AccessProperties.class)
    static class Properties {}

    @Test
    void takeThePasswordOfTheLoginFromAFile() {
        var environment = new MockEnvironment()
                .withProperty("pgweir.access.login.username", "requests")
                .withProperty("pgweir.access.login.password-file", "/run/secrets/requests");

        assertThat(AccessProperties.of(environment).login().passwordFile()).contains("/run/secrets/requests");
    }

    @Test
    void needNoKeyAtAll() {
        application.run(context -> assertThat(context.getBean(AccessProperties.class))
                .returns(false, AccessProperties::open)
                .returns(List.of(), AccessProperties::issuers)
                .returns(List.of("claims", "method", "path"), AccessProperties::settings)
                .satisfies(properties -> {
                    assertThat(properties.anonymousRole()).isEmpty();
                    assertThat(properties.preRequest()).isEmpty();
                }));
    }

    @Test
    void keepTheOrderOfTheMapOfRoles() {
        application
                .withPropertyValues(
                        ISSUER + "name=login",
                        ISSUER + "issuer=https://login.example",
                        ISSUER + "roles-map.zebras=z",
                        ISSUER + "roles-map.[/shop/admins]=a",
                        ISSUER + "roles-map.users=u")
                .run(context -> {
                    var issuer =
                            context.getBean(AccessProperties.class).issuers().getFirst();
                    assertThat(issuer.rolesMap())
                            .containsExactly(
                                    Map.entry("zebras", "z"), Map.entry("/shop/admins", "a"), Map.entry("users", "u"));
                    assertThat(issuer.expectedIss()).contains("https://login.example");
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "secret=" + SECRET
                        + " keys={}                     | exactly one of issuer, jwks-url, keys and secret, not 2",
                "iss=https://login.example                         | exactly one of issuer, jwks-url, keys and secret, not 0",
                "secret=short                                      | the secret has 5 bytes: make one of 32 or more",
                "secret=no*base64 secret-is-base64=true            | the secret is not base64, as secret-is-base64 says",
                "secret=@/no/such/file                             | the file /no/such/file cannot be read",
                "keys=[]                                           | it is neither a JWK nor a set of them",
                "keys={\"keys\":[]}                                | there is no key in it",
                "keys={\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"} | none of the keys is for",
                "issuer=http://login.example                       | .issuer: use https: over http, keys are taken from this machine only",
                "jwks-url=login.example/keys                       | .jwks-url: write it as https://host/path",
                "jwks-url=https://u:p@login.example                | .jwks-url: write it as https://host/path",
                "issuer=https://login.example algorithms=HS256     | HS256 is not among those that the keys are for",
                "issuer=https://login.example algorithms=none      | none is not among those that the keys are for",
                "secret=" + SECRET + " algorithms=HS512            | HS512 is not among those that the keys are for",
                "issuer=https://login.example iss=https://x.example | .iss: leave it out, it is what issuer says",
                "issuer=https://login.example secret-is-base64=true | .secret-is-base64: there is no secret",
                "secret=" + SECRET + " ssl-bundle=internal         | .ssl-bundle: there is no server to trust",
                "issuer=https://login.example clock-skew=1h        | .clock-skew: give a time between 0s and 10m",
                "issuer=https://login.example audience-optional=true | .audience-optional: there are no audiences",
                "issuer=https://login.example role=role.other      | .role: a path begins with $ and names a claim, as in $.role",
                "issuer=https://login.example role=$.a[?search(@,'(')] | .role: the expression in it is not understood",
            })
    void refuseWhatCannotBeMeant(String keys, String message) {
        var values = Stream.concat(Stream.of("name=login"), Stream.of(keys.split(" (?=[a-z0-9-]+=)")))
                .map(key -> ISSUER + key.strip())
                .toArray(String[]::new);
        application.withPropertyValues(values).run(context -> {
            assertThat(context).getFailure().rootCause().hasMessageContaining(message);
            assertThat(context).getFailure().rootCause().message().doesNotContain(SECRET);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$",
                "$.my_role;;domain",
                "@@.role.other",
                ".role##",
                ".#$$%&$%/",
                "1234",
                ".role[?(@ =)]",
                ".role[?(@ == 'x']"
            })
    void refusePathsThatAreNone(String path) {
        application
                .withPropertyValues(
                        ISSUER + "name=login", ISSUER + "issuer=https://login.example", ISSUER + "role=" + path)
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining(".role: "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "cookie", "apikey", "x y"})
    void refuseToTellTheDatabaseSecrets(String header) {
        application
                .withPropertyValues("pgweir.access.settings=claims," + header)
                .run(context ->
                        assertThat(context).getFailure().rootCause().hasMessageContaining("pgweir.access.settings"));
    }

    @Test
    void refuseTwoIssuersOfOneName() {
        application
                .withPropertyValues(
                        ISSUER + "name=login",
                        ISSUER + "issuer=https://login.example",
                        "pgweir.access.issuers[1].name=login",
                        "pgweir.access.issuers[1].issuer=https://other.example")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("pgweir.access.issuers[1].name: give each issuer a name of its own"));
    }
}
