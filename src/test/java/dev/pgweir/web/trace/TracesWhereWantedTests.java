package dev.pgweir.web.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.core.env.StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class TracesWhereWantedTests {

    private static final String ENDPOINT = "management.opentelemetry.tracing.export.otlp.endpoint";

    /** Spring Boot makes properties of OpenTelemetry's variables after the gateway has looked, where neither is to come first. */
    @Test
    void areWantedWhereAnEndpointIsNamedLater() {
        var environment = looked(Map.of());

        environment
                .getPropertySources()
                .addLast(new MapPropertySource("later", Map.of(ENDPOINT, "http://collector/v1/traces")));

        assertThat(TracesWhereWanted.areWanted(environment)).isTrue();
    }

    @Test
    void areWantedWhereSpringBootsKeyNamesAnEndpoint() {
        assertThat(wanted(Map.of(
                        "MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_OTLP_ENDPOINT", "http://collector:4318/v1/traces")))
                .isTrue();
    }

    @Test
    void areNotWantedWhereTheyWouldGoNowhere() {
        assertThat(wanted(Map.of("OTEL_SERVICE_NAME", "shop"))).isFalse();
    }

    private static boolean wanted(Map<String, Object> variables) {
        return TracesWhereWanted.areWanted(looked(variables));
    }

    private static ConfigurableEnvironment looked(Map<String, Object> variables) {
        ConfigurableEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        new TracesWhereWanted().postProcessEnvironment(environment, new SpringApplication());
        return environment;
    }
}
