package dev.pgweir.web.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;

/** A request as it goes over the wire. */
final class FuzzedRequest {

    private static final int SHOWN = 1500;

    private final byte[] bytes;
    private final boolean framed;

    /** @param framed whether a reader of HTTP can tell where it ends, so that others may follow on the same connection */
    FuzzedRequest(byte[] bytes, boolean framed) {
        this.bytes = bytes;
        this.framed = framed;
    }

    boolean framed() {
        return framed;
    }

    void appendTo(ByteArrayOutputStream out) {
        out.writeBytes(bytes);
    }

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
        return text().substring(0, Math.min(bytes.length, SHOWN)).replaceAll("[^\\x20-\\x7e\\r\\n]", "?");
    }
}
