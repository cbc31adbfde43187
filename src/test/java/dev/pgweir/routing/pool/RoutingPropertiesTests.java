package dev.pgweir.routing.pool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

class RoutingPropertiesTests {

    private final ApplicationContextRunner context = new ApplicationContextRunner()
            .withInitializer(new ConfigDataApplicationContextInitializer())
            .withUserConfiguration(Properties.class);

    @Test
    void hasDefaults() {
        context.run(started -> assertThat(started.getBean(RoutingProperties.class))
                .satisfies(properties -> {
                    assertThat(properties.poolSize()).isEqualTo(20);
                    assertThat(properties.poolTimeout()).hasSeconds(2);
                    assertThat(properties.statementTimeout()).hasSeconds(30);
                    assertThat(properties.streamPoolSize()).isEqualTo(4);
                    assertThat(properties.streamTimeout()).isZero();
                    assertThat(properties.primaryReadWeight()).isZero();
                    assertThat(properties.maxResultSize()).isEqualTo(DataSize.ofMegabytes(32));
                }));
    }

    @ParameterizedTest
    @CsvSource({
        "pool-size, 0, poolSize",
        "pool-timeout, 10ms, poolTimeout",
        "statement-timeout, 0s, statementTimeout",
        "stream-pool-size, 0, streamPoolSize",
        "target-wait, -1ms, targetWait",
        "resource-share, 0, resourceShare",
        "resource-share, 101, resourceShare",
        "stream-timeout, -1s, streamTimeout",
        "primary-read-weight, -1, primaryReadWeight",
        "pool-timeout, 100000d, poolTimeout",
        "statement-timeout, 100000d, statementTimeout",
        "max-result-size, 0, between 1MB and 1GB",
        "max-result-size, 2GB, between 1MB and 1GB",
        "pool-sise, 7, pool-sise"
    })
    void refusesWhatCannotWork(String key, String value, String property) {
        context.withPropertyValues("pgweir.routing." + key + "=" + value)
                .run(failed -> assertThat(failed).getFailure().rootCause().hasMessageContaining(property));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(RoutingProperties.class)
    static class Properties {}
}
