package dev.pgweir.web;

import dev.pgweir.limits.AddressConnections;
import dev.pgweir.resources.Streams;
import dev.pgweir.web.connection.WatchfulHttpProtocol;
import dev.pgweir.web.connection.WorkerThreads;
import dev.pgweir.web.input.BodyReader;
import dev.pgweir.web.problem.CrossOriginProcessor;
import dev.pgweir.web.problem.ProblemValve;
import dev.pgweir.web.route.AllowingRoutes;
import dev.pgweir.web.route.DirectRoutes;
import dev.pgweir.web.stream.StreamExchange;
import jakarta.servlet.Servlet;
import java.util.List;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.apache.coyote.AbstractProtocol;
import org.apache.coyote.ContinueResponseTiming;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.filter.RequestContextFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.mvc.method.annotation.ExceptionHandlerExceptionResolver;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Fits the server to the gateway's paths and error answers, and lets in the pages of other origins that are allowed to. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration {

    private static final String TAKEN_UNENCODED = "\"<>[\\]^`{|}";

    /** The headers that such a page gets to see besides those that browsers always show. */
    private static final List<String> EXPOSED = List.of(
            "Consistency-Token",
            "Content-Range",
            "Embedded-Limit",
            "ETag",
            "Idempotency-Replayed",
            "Limit-Applied",
            "Link",
            "Location",
            "Preference-Applied",
            "RateLimit",
            "RateLimit-Policy",
            "Retry-After",
            "Served-By",
            "Server-Timing");

    @Bean
    Exchange.Services services(
            @Qualifier("dispatcherServlet") Servlet servlet,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems,
            @Value("${server.tomcat.threads.max}") int threads) {
        return Exchange.Services.of(servlet, problems, threads);
    }

    /** Before all other filters, so that a page can read their errors too. */
    @Bean
    FilterRegistrationBean<CorsFilter> crossOriginRequests(
            WebProperties properties, @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        var allowed = new CorsConfiguration();
        allowed.setAllowedOriginPatterns(properties.cors().allowedOrigins());
        allowed.setAllowedMethods(List.of(CorsConfiguration.ALL));
        allowed.setAllowedHeaders(List.of(CorsConfiguration.ALL));
        allowed.setExposedHeaders(EXPOSED);
        allowed.setMaxAge(properties.cors().maxAge());
        var filter = new CorsFilter(_ -> allowed);
        filter.setCorsProcessor(new CrossOriginProcessor(problems));
        var registration = new FilterRegistrationBean<>(filter);
        registration.setEnabled(!properties.cors().allowedOrigins().isEmpty());
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    @Bean
    WebMvcRegistrations routes(ObjectProvider<CallersTables> tables) {
        return new WebMvcRegistrations() {
            @Override
            public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
                return new AllowingRoutes(
                        (request, methods) -> tables.getObject().permitted(request.getRequestURI(), methods));
            }

            // What fails in a handler that is no method, as those of resources, is answered in the same way.
            @Override
            public ExceptionHandlerExceptionResolver getExceptionHandlerExceptionResolver() {
                var problems = new ExceptionHandlerExceptionResolver();
                problems.setMappedHandlerPredicate(_ -> true);
                return problems;
            }
        };
    }

    @Bean
    DirectRoutes directRoutes(@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping routes) {
        return new DirectRoutes(routes);
    }

    /** The servlet does the same. */
    @Bean
    FilterRegistrationBean<RequestContextFilter> requestContext() {
        var registration = new FilterRegistrationBean<>(new RequestContextFilter());
        registration.setEnabled(false);
        return registration;
    }

    @Bean
    BodyReader bodyReader(WebProperties properties) {
        return new BodyReader(properties.maxBodySize().toBytes());
    }

    @Bean
    StreamExchange streamExchange(Streams streams, WebProperties properties) {
        return new StreamExchange(
                streams,
                Math.toIntExact(properties.maxBodySize().toBytes()),
                properties.maxImportSize().toBytes());
    }

    @Bean
    WorkerThreads workerThreads(@Value("${server.tomcat.threads.max}") int most) {
        return new WorkerThreads(most);
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> tomcat(
            WorkerThreads threads, AddressConnections connections) {
        return factory -> {
            factory.setProtocol(WatchfulHttpProtocol.class.getName());
            factory.addConnectorCustomizers(connector -> {
                // A value of a key may hold a slash or a backslash.
                connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
                connector.setEncodedReverseSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
                // PostgREST's clients leave these in queries as they are.
                connector.setProperty("relaxedQueryChars", TAKEN_UNENCODED);
                // No resource takes forms; a worker would wait for the rest of one.
                connector.setParseBodyMethods("");
                // What is refused for its path, its headers or the size of its body is not asked for that.
                connector.setProperty("continueResponseTiming", ContinueResponseTiming.ON_REQUEST_BODY_READ.toString());
                connector.getProtocolHandler().setExecutor(threads.workers());
                cutOffStalledStreams(connector);
                if (connector.getProtocolHandler() instanceof WatchfulHttpProtocol http) {
                    http.limit(connections);
                }
            });
            factory.addContextCustomizers(context -> {
                if (context.getParent() instanceof StandardHost host) {
                    host.setErrorReportValveClass(ProblemValve.class.getName());
                }
            });
        };
    }

    /** A stream of HTTP/2 has the same time as a connection of HTTP/1.1. */
    private static void cutOffStalledStreams(Connector connector) {
        if (connector.getProtocolHandler() instanceof AbstractProtocol<?> http) {
            for (var upgrade : connector.findUpgradeProtocols()) {
                if (upgrade instanceof Http2Protocol http2) {
                    http2.setStreamReadTimeout(http.getConnectionTimeout());
                    http2.setStreamWriteTimeout(http.getConnectionTimeout());
                }
            }
        }
    }
}
