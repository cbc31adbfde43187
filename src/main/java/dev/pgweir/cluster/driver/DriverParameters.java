package dev.pgweir.cluster.driver;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What the URL of a server may tell the driver: how to encrypt, to authenticate and to wait. Others have it make an object of
 * any class, or write a file, or would change what the gateway relies on. Names are the driver's, which passes over those it
 * does not know, {@code sslMode} for one.
 */
public final class DriverParameters {

    private static final Set<String> ALLOWED = new TreeSet<>(Set.of(
            "ssl",
            "sslmode",
            "sslrootcert",
            "sslcert",
            "sslkey",
            "sslpassword",
            "pemKeyAlgorithm",
            "sslNegotiation",
            "sslResponseTimeout",
            "channelBinding",
            "requireAuth",
            "scramMaxIterations",
            "gssEncMode",
            "gssResponseTimeout",
            "kerberosServerName",
            "connectTimeout",
            "loginTimeout",
            "socketTimeout",
            "cancelSignalTimeout",
            "tcpKeepAlive"));

    private static final Set<String> CREDENTIALS = Set.of("user", "password");

    private DriverParameters() {}

    /** Why a URL's parameters are not taken. Their values are not repeated: one may be secret. */
    public static Optional<String> flaw(String url) {
        var names = names(url);
        if (names.stream().anyMatch(CREDENTIALS::contains)) {
            return Optional.of("move user and password to username and password");
        }
        var refused = names.stream().filter(Predicate.not(ALLOWED::contains)).toList();
        return refused.isEmpty()
                ? Optional.empty()
                : Optional.of("of the driver's parameters, a URL may give %s; not %s"
                        .formatted(String.join(", ", ALLOWED), String.join(", ", refused)));
    }

    private static Set<String> names(String url) {
        var question = url.indexOf('?');
        var names = new TreeSet<String>();
        if (question >= 0) {
            Arrays.stream(url.substring(question + 1).split("&", -1))
                    .filter(parameter -> !parameter.isEmpty())
                    .map(parameter -> parameter.split("=", 2)[0])
                    .forEach(names::add);
        }
        return names;
    }
}
