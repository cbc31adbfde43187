package dev.pgweir.web.trace;

import io.micrometer.observation.ObservationPredicate;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SdkTracerProviderBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Sets up traces where they are wanted. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "management.tracing.export.enabled", matchIfMissing = true)
class TracingConfiguration {

    @Bean
    static TracingCheck tracingCheck(Environment environment) {
        return new TracingCheck(environment);
    }

    /** Keeps out of traces what the gateway does at intervals. */
    @Bean
    ObservationPredicate requestsOfClients() {
        return (name, context) -> !name.startsWith("tasks.");
    }

    @Bean
    EarlySampling earlySampling(Sampler sampler, TextMapPropagator propagator) {
        return new EarlySampling(sampler, propagator);
    }

    @Bean
    SdkTracerProviderBuilderCustomizer idsOfTraces(EarlySampling sampling) {
        return provider -> provider.setIdGenerator(sampling.ids());
    }
}
