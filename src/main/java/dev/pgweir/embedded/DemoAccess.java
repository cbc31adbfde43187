package dev.pgweir.embedded;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Sets what belongs to the roles of a demonstration: an issuer, whose secret lasts as long as the process, and the login of requests. */
final class DemoAccess implements EnvironmentPostProcessor {

    static final String SECRET = "pgweir.access.issuers[0].secret";
    private static final int BYTES = 32;

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (isWanted(environment)) {
            requireNoOther(environment);
            var secret = new byte[BYTES];
            new SecureRandom().nextBytes(secret);
            environment
                    .getPropertySources()
                    .addFirst(new MapPropertySource(
                            "demonstration of access",
                            Map.of(
                                    "pgweir.access.anonymous-role",
                                    "web_anon",
                                    "pgweir.access.login.username",
                                    "pgweir_requests",
                                    "pgweir.access.issuers[0].name",
                                    "demonstration",
                                    SECRET,
                                    Base64.getEncoder().encodeToString(secret))));
        }
    }

    private static void requireNoOther(ConfigurableEnvironment environment) {
        for (var key : List.of("anonymous-role", "login.username", "issuers[0].name")) {
            var given = environment.getProperty("pgweir.access." + key, "");
            if (!given.isEmpty()) {
                throw new InvalidConfigurationPropertyValueException(
                        "pgweir.access." + key,
                        given,
                        "pgweir.embedded.access=demo brings roles, a login and an issuer of its own: remove one of both");
            }
        }
    }

    static boolean isWanted(ConfigurableEnvironment environment) {
        return "demo".equalsIgnoreCase(environment.getProperty("pgweir.embedded.access", ""));
    }
}
