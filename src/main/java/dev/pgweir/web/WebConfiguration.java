package dev.pgweir.web;

import dev.pgweir.web.connection.WatchfulHttpProtocol;
import dev.pgweir.web.problem.ProblemValve;
import org.apache.catalina.core.StandardHost;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Fits the server to the gateway's paths and error answers. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration {

    private static final String TAKEN_UNENCODED = "\"<>[\\]^`{|}";

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> tomcat() {
        return factory -> {
            factory.setProtocol(WatchfulHttpProtocol.class.getName());
            factory.addConnectorCustomizers(connector -> {
                // A value of a key may hold a slash or a backslash.
                connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
                connector.setEncodedReverseSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
                // PostgREST's clients leave these in queries as they are.
                connector.setProperty("relaxedQueryChars", TAKEN_UNENCODED);
            });
            factory.addContextCustomizers(context -> {
                if (context.getParent() instanceof StandardHost host) {
                    host.setErrorReportValveClass(ProblemValve.class.getName());
                }
            });
        };
    }
}
