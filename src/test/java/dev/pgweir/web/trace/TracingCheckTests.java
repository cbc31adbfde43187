package dev.pgweir.web.trace;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.mock.env.MockEnvironment;

class TracingCheckTests {

    @ParameterizedTest
    @CsvSource({
        "management.opentelemetry.tracing.export.otlp.endpoint, nonsense",
        "management.opentelemetry.tracing.export.otlp.endpoint, collector:4318",
        "management.opentelemetry.tracing.export.otlp.endpoint, ftp://collector/v1/traces",
        "management.tracing.sampling.probability, 2",
        "management.tracing.sampling.probability, -0.1",
        "management.tracing.sampling.probability, often"
    })
    void refusesWhatCannotBeMeant(String key, String value) {
        assertThatThrownBy(() -> check(key, value)).hasMessageContainingAll(key, value);
    }

    @ParameterizedTest
    @CsvSource({
        "management.opentelemetry.tracing.export.otlp.endpoint, http://collector:4318/v1/traces",
        "management.opentelemetry.tracing.export.otlp.endpoint, https://[::1]/v1/traces",
        "management.opentelemetry.tracing.export.otlp.endpoint, ''",
        "management.tracing.sampling.probability, 0",
        "management.tracing.sampling.probability, 0.001",
        "management.tracing.sampling.probability, 1.0"
    })
    void takesTheRest(String key, String value) {
        assertThatCode(() -> check(key, value)).doesNotThrowAnyException();
    }

    private static void check(String key, String value) {
        new TracingCheck(new MockEnvironment().withProperty(key, value))
                .postProcessBeanFactory(new DefaultListableBeanFactory());
    }
}
