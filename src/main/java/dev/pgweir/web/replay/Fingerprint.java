package dev.pgweir.web.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Tells requests apart by a hash of whatever their answers depend on. */
final class Fingerprint {

    /** How long a client waits changes no answer. */
    private static final Pattern WAIT = Pattern.compile("\\s*wait\\s*=[^,;]*");

    private static final List<String> HEADERS =
            List.of(HttpHeaders.ACCEPT, HttpHeaders.CONTENT_TYPE, HttpHeaders.IF_MATCH, HttpHeaders.IF_NONE_MATCH);

    private final MessageDigest digest;

    private Fingerprint(MessageDigest digest) {
        this.digest = digest;
    }

    static String of(HttpServletRequest request, byte[] body) {
        try {
            var fingerprint = new Fingerprint(MessageDigest.getInstance("SHA-256"));
            fingerprint.add(request.getMethod());
            fingerprint.add(request.getRequestURI());
            fingerprint.add(request.getQueryString());
            var preferences = String.join(",", Collections.list(request.getHeaders("Prefer")));
            fingerprint.add(WAIT.matcher(preferences).replaceAll(""));
            for (var header : HEADERS) {
                fingerprint.add(String.join(",", Collections.list(request.getHeaders(header))));
            }
            fingerprint.add(body);
            return HexFormat.of().formatHex(fingerprint.digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private void add(@Nullable String part) {
        add(part == null ? new byte[0] : part.getBytes(UTF_8));
    }

    /** With its length, so that no part can pass for the end of the one before. */
    private void add(byte[] part) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).flip());
        digest.update(part);
    }
}
