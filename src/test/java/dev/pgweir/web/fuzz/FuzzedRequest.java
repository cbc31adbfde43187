package dev.pgweir.web.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/**
 * A request as it goes over the wire.
 *
 * @param bytes all of it
 * @param framed whether a reader of HTTP can tell where it ends, so that others may follow on the same connection
 */
record FuzzedRequest(byte[] bytes, boolean framed) {

    boolean isHead() {
        return text().startsWith("HEAD ");
    }

    boolean mentions(String header) {
        return text().contains(header);
    }

    private String text() {
        return new String(bytes, ISO_8859_1);
    }

    @Override
    public String toString() {
        return text().substring(0, Math.min(text().length(), 1500)).replaceAll("[^\\x20-\\x7e\\r\\n]", "?");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FuzzedRequest that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
