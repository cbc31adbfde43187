package dev.pgweir.web.trace;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Leaves traces out where they would be sent nowhere, so that they cost nothing there: nothing of Spring Boot's that makes them is
 * set up then, and the log has no column for them.
 */
public final class TracesWhereWanted
        implements EnvironmentPostProcessor, AutoConfigurationImportFilter, EnvironmentAware {

    /** Where traces are sent, by Spring Boot's key. */
    static final String ENDPOINT = "management.opentelemetry.tracing.export.otlp.endpoint";

    private static final String ENABLED = "management.tracing.export.enabled";

    private Environment environment = new StandardEnvironment();

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment found, SpringApplication application) {
        found.getPropertySources()
                .addLast(new NoEndpoint(() -> found.getProperty(ENDPOINT, "").isBlank()));
    }

    /** Looks when it is asked: Spring Boot makes properties of OpenTelemetry's environment variables, and may do so later. */
    private static final class NoEndpoint extends PropertySource<BooleanSupplier> {

        NoEndpoint(BooleanSupplier isMissing) {
            super("no endpoint for traces", isMissing);
        }

        @Override
        public @Nullable Object getProperty(String name) {
            return (name.equals(ENABLED) && source.getAsBoolean()) ? "false" : null;
        }
    }

    @Override
    public void setEnvironment(Environment found) {
        environment = found;
    }

    @Override
    public boolean[] match(@Nullable String[] configurations, AutoConfigurationMetadata metadata) {
        var wanted = areWanted(environment);
        var matches = new boolean[configurations.length];
        for (var i = 0; i < matches.length; i++) {
            matches[i] = wanted || !isOfTraces(configurations[i]);
        }
        return matches;
    }

    private static boolean isOfTraces(@Nullable String configuration) {
        return configuration != null
                && (configuration.startsWith("org.springframework.boot.micrometer.tracing.")
                        || configuration.startsWith("org.springframework.boot.opentelemetry."));
    }

    /** Whether requests belong to traces. */
    public static boolean areWanted(Environment environment) {
        return environment.getProperty(ENABLED, Boolean.class, true);
    }
}
