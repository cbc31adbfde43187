package dev.pgweir.web.trace;

import java.util.Set;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.env.Environment;
import org.springframework.web.util.UriComponentsBuilder;

/** Checks what Spring Boot takes unchecked, before anything is started: where traces are sent, and how many are kept. */
record TracingCheck(Environment environment) implements BeanFactoryPostProcessor {

    private static final String PROBABILITY = "management.tracing.sampling.probability";

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        var endpoint = environment.getProperty(TracesWhereWanted.ENDPOINT, "");
        if (!endpoint.isBlank() && !isUrl(endpoint)) {
            throw new InvalidConfigurationPropertyValueException(
                    TracesWhereWanted.ENDPOINT, endpoint, "it is no URL such as http://collector:4318/v1/traces");
        }
        var probability = environment.getProperty(PROBABILITY, "0.1");
        if (!isShare(probability)) {
            throw new InvalidConfigurationPropertyValueException(
                    PROBABILITY, probability, "it is no number from 0, for no traces, to 1, for all");
        }
    }

    private static boolean isUrl(String endpoint) {
        try {
            var url = UriComponentsBuilder.fromUriString(endpoint).build();
            return Set.of("http", "https").contains(String.valueOf(url.getScheme())) && url.getHost() != null;
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private static boolean isShare(String probability) {
        try {
            var number = Double.parseDouble(probability);
            return number >= 0 && number <= 1;
        } catch (NumberFormatException malformed) {
            return false;
        }
    }
}
