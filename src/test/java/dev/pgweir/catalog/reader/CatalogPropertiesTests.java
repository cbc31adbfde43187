package dev.pgweir.catalog.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;

class CatalogPropertiesTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
            .withUserConfiguration(Enabled.class);

    @Test
    void exposesTheSchemaPublicAndLooksEveryHalfMinute() {
        runner.run(context -> assertThat(context.getBean(CatalogProperties.class))
                .isEqualTo(new CatalogProperties(
                        "public", Set.of(), new CatalogProperties.Reading(Duration.ofSeconds(30)))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"pgweir.schema=", "pgweir.catalog.refresh-interval=0s", "pgweir.catalog.refresh-interval=100000d"
            })
    void stopsTheStartOnAMeaninglessValue(String property) {
        runner.withPropertyValues(property)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining(property.contains("schema") ? "schema" : "refreshInterval"));
    }

    @EnableConfigurationProperties(CatalogProperties.class)
    static class Enabled {}
}
