package dev.pgweir.web.trace;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;

/** Leaves traces out where they would be sent nowhere, so that they cost nothing there. */
public final class TracesWhereWanted implements EnvironmentPostProcessor {

    /** Where traces are sent, by Spring Boot's key. */
    private static final String ENDPOINT = "management.opentelemetry.tracing.export.otlp.endpoint";

    private static final String ENABLED = "management.tracing.export.enabled";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (environment.getProperty(ENDPOINT, "").isBlank()) {
            environment
                    .getPropertySources()
                    .addLast(new MapPropertySource(
                            "no endpoint for traces",
                            Map.of(ENABLED, false, "management.opentelemetry.enabled", false)));
        }
    }

    /** Whether requests belong to traces. */
    public static boolean areWanted(Environment environment) {
        return environment.getProperty(ENABLED, Boolean.class, true);
    }
}
