package dev.pgweir.cluster;

import dev.pgweir.cluster.driver.DriverParameters;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a server listens, read from a JDBC URL. Says nothing secret.
 *
 * @param host name or IP address, an IPv6 address in brackets
 * @param port the TCP port
 * @param database the database's name
 */
public record Address(String host, int port, String database) {

    private static final String PORT = "\\d{1,4}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5]";

    /** The JDBC URL of one server, as a regular expression. */
    private static final String URL =
            "jdbc:postgresql://(\\[[0-9a-fA-F:.]+]|[^/:,@?\\[\\]]+)(?::(" + PORT + "))?/([^/?]+)(?:\\?.*)?";

    private static final Pattern PATTERN = Pattern.compile(URL);
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final int DEFAULT_PORT = 5432;

    /**
     * Reads the URL of a server.
     *
     * @throws IllegalArgumentException where it is not the URL of one server
     */
    public static Address of(String url) {
        var matcher = PATTERN.matcher(url);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not the JDBC URL of one PostgreSQL server: " + url);
        }
        var port = matcher.group(2) == null ? DEFAULT_PORT : Integer.parseInt(matcher.group(2));
        return new Address(matcher.group(1), port, matcher.group(3));
    }

    /** Whether it is the same server, as far as its name can be looked up now, whatever the database. */
    public boolean isServerOf(Address other) {
        return port == other.port
                && (host.equalsIgnoreCase(other.host) || !Collections.disjoint(resolved(host), resolved(other.host)));
    }

    /** Whether it is this machine, as far as can be told without a look-up. */
    public boolean isLoopback() {
        try {
            return host.equalsIgnoreCase("localhost")
                    || InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", "")).isLoopbackAddress();
        } catch (IllegalArgumentException name) {
            return false;
        }
    }

    private static List<InetAddress> resolved(String host) {
        try {
            return List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException nowhere) {
            return List.of();
        }
    }

    /** Why a URL is not taken, in words for its author, without a part of it that may be secret; empty where it is. */
    public static Optional<String> flaw(String url) {
        if (!PATTERN.matcher(url).matches() || CONTROL.matcher(url).find()) {
            return Optional.of("write the URL of one server as jdbc:postgresql://host:port/database, "
                    + "and user and password apart from it");
        }
        return DriverParameters.flaw(url);
    }

    @Override
    public String toString() {
        return "jdbc:postgresql://%s:%d/%s".formatted(host, port, database);
    }
}
