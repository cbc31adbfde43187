package dev.pgweir.web.meter;

import dev.pgweir.web.trace.EarlySampling;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.MeterObservationHandler;
import io.micrometer.observation.GlobalObservationConvention;
import io.micrometer.observation.ObservationFilter;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationPredicate;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.handler.TracingObservationHandler;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerRequestObservationConvention;

/** The meters of requests. Spring Boot leaves its own filter out where there is one of its kind. */
@Configuration(proxyBeanMethods = false)
class MeterConfiguration {

    @Bean
    RequestMeters requestMeters(
            ObservationRegistry observations,
            ObservationProperties properties,
            MeterRegistry meters,
            ObjectProvider<EarlySampling> sampling,
            ListableBeanFactory beans) {
        var name = properties.getHttp().getServer().getRequests().getName();
        return new RequestMeters(
                observations,
                beans.getBeanProvider(ServerRequestObservationConvention.class)
                        .getIfAvailable(() -> new DefaultServerRequestObservationConvention(name)),
                areObserved(properties, beans),
                Optional.ofNullable(sampling.getIfAvailable()),
                name,
                meters);
    }

    /** Whether anybody but meters and traces hears of observations, or changes them. */
    private static boolean areObserved(ObservationProperties properties, ListableBeanFactory beans) {
        return !properties.getKeyValues().isEmpty()
                || !properties.getEnable().isEmpty()
                || Stream.of(
                                ObservationHandler.class,
                                ObservationPredicate.class,
                                ObservationFilter.class,
                                GlobalObservationConvention.class,
                                ServerRequestObservationConvention.class)
                        .flatMap(type -> beans.getBeansOfType(type).values().stream())
                        .anyMatch(MeterConfiguration::isListener);
    }

    /** What Spring Boot itself brings does nothing without the properties, and the gateway's own is about no requests. */
    private static boolean isListener(Object bean) {
        return !(bean instanceof MeterObservationHandler)
                && !(bean instanceof TracingObservationHandler)
                && Stream.of("org.springframework.boot.", "dev.pgweir.")
                        .noneMatch(bean.getClass().getName()::startsWith);
    }
}
