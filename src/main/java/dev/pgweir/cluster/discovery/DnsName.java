package dev.pgweir.cluster.discovery;

import java.util.regex.Pattern;

/**
 * A DNS name, and the port that the servers behind it listen on.
 *
 * @param host the name
 * @param port the port
 */
public record DnsName(String host, int port) {

    /** {@code host} or {@code host:port}, as a regular expression. */
    public static final String FORM = "([A-Za-z0-9._-]+)(?::(\\d{1,5}))?";

    private static final Pattern PATTERN = Pattern.compile(FORM);
    private static final int DEFAULT_PORT = 5432;

    /**
     * Reads a name with or without a port.
     *
     * @throws IllegalArgumentException where it does not match {@link #FORM}
     */
    public static DnsName of(String text) {
        var matcher = PATTERN.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a host, or a host and a port: " + text);
        }
        return new DnsName(
                matcher.group(1), matcher.group(2) == null ? DEFAULT_PORT : Integer.parseInt(matcher.group(2)));
    }
}
