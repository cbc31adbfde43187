package dev.pgweir.idempotency.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.jdbc.autoconfigure.DataJdbcRepositoriesAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class IdempotencyConfigurationTests {

    private final ApplicationContextRunner context = new ApplicationContextRunner()
            .withUserConfiguration(IdempotencyConfiguration.class, Properties.class)
            .withConfiguration(AutoConfigurations.of(
                    DataSourceAutoConfiguration.class,
                    DataSourceTransactionManagerAutoConfiguration.class,
                    JdbcTemplateAutoConfiguration.class,
                    DataJdbcRepositoriesAutoConfiguration.class))
            .withPropertyValues(
                    "pgweir.schema=public",
                    "pgweir.own-schema=pgweir",
                    "spring.data.jdbc.dialect=postgresql",
                    "spring.datasource.url=jdbc:postgresql://localhost:1/none");

    @AutoConfigurationPackage
    @EnableConfigurationProperties(IdempotencyProperties.class)
    static class Properties {}

    @Test
    void acceptsItsDefaults() {
        context.run(started -> assertThat(started).hasNotFailed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"expiry=0s", "max-wait=0s", "max-answer-size=1GB", "purge-interval=1ms", "purge-batch=0"})
    void refusesValuesThatMakeNoSense(String setting) {
        context.withPropertyValues("pgweir.idempotency." + setting)
                .run(failed -> assertThat(failed.getStartupFailure())
                        .hasStackTraceContaining("Could not bind properties to 'IdempotencyProperties'"));
    }
}
