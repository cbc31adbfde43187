package dev.pgweir.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class WebPropertiesTests {

    private final ApplicationContextRunner context = new ApplicationContextRunner()
            .withInitializer(new ConfigDataApplicationContextInitializer())
            .withUserConfiguration(Properties.class);

    @Test
    void letsNoForeignPageInUnlessToldTo() {
        context.run(started -> assertThat(
                        started.getBean(WebProperties.class).cors().allowedOrigins())
                .isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"0s, 10s", "-1s, 10s", "11s, 10s"})
    void refusesADefaultDeadlineThatIsNoneOrAboveTheLongest(String byDefault, String longest) {
        context.withPropertyValues("pgweir.web.default-deadline=" + byDefault, "pgweir.web.max-deadline=" + longest)
                .run(failed -> assertThat(failed)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("pgweir.web.default-deadline"));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(WebProperties.class)
    static class Properties {}
}
