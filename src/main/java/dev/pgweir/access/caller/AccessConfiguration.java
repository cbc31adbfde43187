package dev.pgweir.access.caller;

import dev.pgweir.access.AccessProperties;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Set;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.security.core.context.SecurityContextHolder;

/** Keeps a gateway that lets everybody in to its own machine, and shows callers to Spring Security. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    AccessConfiguration(AccessProperties access, Environment environment) {
        var address = environment.getProperty("server.address", InetAddress.class, InetAddress.getLoopbackAddress());
        if (!access.tellsCallersApart() && !access.open() && !address.isLoopbackAddress()) {
            throw new InvalidConfigurationPropertyValueException(
                    "server.address",
                    address.getHostAddress(),
                    "all who reach the gateway there could do all that its database user may. Say who may do what by"
                            + " pgweir.access.issuers or pgweir.access.anonymous-role (docs/how-to/secure.md), or let"
                            + " everybody in by pgweir.access.open=true");
        }
        if (!access.certificates().isEmpty() && !Set.of("want", "need").contains(clientAuth(environment))) {
            throw new InvalidConfigurationPropertyValueException(
                    "server.ssl.client-auth",
                    clientAuth(environment),
                    "No client is asked for the certificates that pgweir.access.certificates names: set it to want, or to need"
                            + " where nobody comes without one");
        }
        if (access.tellsCallersApart()) {
            SecurityContextHolder.setContextHolderStrategy(new CallerContexts());
        }
    }

    private static String clientAuth(Environment environment) {
        return environment.getProperty("server.ssl.client-auth", "none").toLowerCase(Locale.ROOT);
    }
}
