package dev.pgweir.cluster.discovery;

import java.util.regex.Pattern;

/**
 * A DNS name, and the port that the servers behind it listen on.
 *
 * @param host the name
 * @param port the port
 */
record DnsName(String host, int port) {

    private static final Pattern PATTERN = Pattern.compile(NodeFinder.DNS_NAME);
    private static final int DEFAULT_PORT = 5432;

    /**
     * Reads a name with or without a port.
     *
     * @throws IllegalArgumentException where it does not match {@link NodeFinder#DNS_NAME}
     */
    static DnsName of(String text) {
        var matcher = PATTERN.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a host, or a host and a port: " + text);
        }
        return new DnsName(
                matcher.group(1), matcher.group(2) == null ? DEFAULT_PORT : Integer.parseInt(matcher.group(2)));
    }
}
