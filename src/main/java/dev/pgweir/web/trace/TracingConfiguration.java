package dev.pgweir.web.trace;

import io.micrometer.observation.ObservationPredicate;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.observation.ServerRequestObservationContext;

/** Keeps out of traces what nobody looks for there: probes, scrapes, and what the gateway does at intervals. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "management.tracing.export.enabled", matchIfMissing = true)
class TracingConfiguration {

    @Bean
    ObservationPredicate requestsOfClients() {
        return (name, context) -> !name.startsWith("tasks.")
                && !(context instanceof ServerRequestObservationContext request
                        && request.getCarrier() != null
                        && request.getCarrier().getRequestURI().startsWith("/actuator"));
    }
}
