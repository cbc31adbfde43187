package dev.pgweir.admin.connector;

import dev.pgweir.admin.permission.AdminProperties;
import dev.pgweir.web.connection.WatchfulHttpProtocol;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.Optional;
import org.apache.catalina.connector.Connector;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * The port for operators, where they have one of their own. Its connections and threads are apart from those of the data, so
 * that no client of these can keep operators from being served. Thread-safe.
 */
@Component
public final class OperatorsConnector implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private static final int THREADS = 8;
    private static final int MOST_CONNECTIONS = 256;
    private static final int TIMEOUT_MILLIS = 20_000;

    private final InetAddress address;
    private final Optional<Connector> connector;

    public OperatorsConnector(AdminProperties properties) {
        this.address = properties.address();
        requireUse(properties);
        this.connector = properties.port() < 0 ? Optional.empty() : Optional.of(connector(properties));
    }

    /** Else an operator believes them to be out of reach who are served to all. */
    private static void requireUse(AdminProperties properties) {
        if (properties.port() < 0 && !properties.address().isLoopbackAddress()) {
            throw new InvalidConfigurationPropertyValueException(
                    "pgweir.admin.address",
                    properties.address().getHostAddress(),
                    "without pgweir.admin.port operators are served at server.port, wherever that listens: set "
                            + "pgweir.admin.port, too, or neither");
        }
    }

    private static Connector connector(AdminProperties properties) {
        var protocol = new WatchfulHttpProtocol();
        protocol.setAddress(properties.address());
        protocol.setMaxThreads(THREADS);
        protocol.setMinSpareThreads(1);
        protocol.setMaxConnections(MOST_CONNECTIONS);
        protocol.setConnectionTimeout(TIMEOUT_MILLIS);
        var connector = new Connector(protocol);
        connector.setPort(properties.port());
        // Not before all else is ready, as the other port.
        connector.setProperty("bindOnInit", "false");
        connector.setParseBodyMethods("");
        connector.setThrowOnFailure(true);
        return connector;
    }

    @Override
    public void customize(TomcatServletWebServerFactory server) {
        connector.ifPresent(own -> {
            if (own.getPort() > 0 && own.getPort() == server.getPort()) {
                throw new InvalidConfigurationPropertyValueException(
                        "pgweir.admin.port",
                        own.getPort(),
                        "server.port is the same: choose another, or -1 to have operators served at server.port");
            }
            server.addAdditionalConnectors(own);
        });
    }

    /**
     * Whether a request came by the port at which it is served.
     *
     * @param request as it came in
     * @param operators whether it is one of operators
     */
    public boolean isRightFor(HttpServletRequest request, boolean operators) {
        return connector
                .map(own -> operators == (request.getLocalPort() == own.getLocalPort()))
                .orElse(true);
    }

    /** Where it listens, once it does; none where operators are served at the port of the data. */
    public Optional<String> url() {
        return connector.map(own -> "http://%s:%d"
                .formatted(
                        address.getAddress().length > 4
                                ? "[" + address.getHostAddress() + "]"
                                : address.getHostAddress(),
                        own.getLocalPort()));
    }
}
