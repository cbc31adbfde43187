package dev.pgweir.idempotency.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class IdempotencyConfigurationTests {

    private final ApplicationContextRunner context = new ApplicationContextRunner()
            .withUserConfiguration(IdempotencyConfiguration.class, Properties.class)
            .withPropertyValues("pgweir.schema=public");

    @EnableConfigurationProperties(IdempotencyProperties.class)
    static class Properties {}

    @Test
    void acceptsItsDefaults() {
        context.run(started -> assertThat(started).hasNotFailed());
    }

    @Test
    void refusesToKeepAnswersWhereTheyWouldBeServed() {
        context.withPropertyValues("pgweir.idempotency.schema=public")
                .run(failed -> assertThat(failed.getStartupFailure())
                        .rootCause()
                        .hasMessageContaining("pgweir.idempotency.schema")
                        .hasMessageContaining("pgweir.schema names the same schema"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "schema=Mixed Case",
                "schema=pg_own",
                "expiry=0s",
                "max-wait=0s",
                "max-answer-size=1GB",
                "purge-interval=1ms",
                "purge-batch=0"
            })
    void refusesValuesThatMakeNoSense(String setting) {
        context.withPropertyValues("pgweir.idempotency." + setting)
                .run(failed -> assertThat(failed).hasFailed());
    }
}
