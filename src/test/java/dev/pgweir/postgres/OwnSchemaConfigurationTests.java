package dev.pgweir.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class OwnSchemaConfigurationTests {

    private final ApplicationContextRunner context = new ApplicationContextRunner()
            .withInitializer(new ConfigDataApplicationContextInitializer())
            .withUserConfiguration(OwnSchemaConfiguration.class, Properties.class);

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(OwnSchemaProperties.class)
    static class Properties {}

    @Test
    void keepsItsTablesInASchemaOfItsOwn() {
        context.run(
                started -> assertThat(started.getBean(OwnSchemaProperties.class).ownSchema())
                        .isEqualTo("pgweir"));
    }

    @Test
    void stillTakesTheFormerNameOfTheKey() {
        context.withPropertyValues("pgweir.idempotency.schema=former")
                .run(started -> assertThat(
                                started.getBean(OwnSchemaProperties.class).ownSchema())
                        .isEqualTo("former"));
        context.withPropertyValues("pgweir.idempotency.schema=former", "pgweir.own-schema=present")
                .run(started -> assertThat(
                                started.getBean(OwnSchemaProperties.class).ownSchema())
                        .isEqualTo("present"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pgweir.own-schema=public",
                "pgweir.idempotency.schema=public",
                "pgweir.further-schemas=v2,pgweir"
            })
    void refusesToKeepAnswersWhereTheyWouldBeServed(String setting) {
        context.withPropertyValues(setting)
                .run(failed -> assertThat(failed.getStartupFailure())
                        .rootCause()
                        .hasMessageContaining("pgweir.own-schema")
                        .hasMessageContaining("pgweir.schema or pgweir.further-schemas names the same schema"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Mixed Case", "pg_own", ""})
    void refusesNamesThatMakeNoSense(String name) {
        context.withPropertyValues("pgweir.own-schema=" + name)
                .run(failed -> assertThat(failed.getStartupFailure())
                        .hasStackTraceContaining("Could not bind properties to 'OwnSchemaProperties'"));
    }
}
