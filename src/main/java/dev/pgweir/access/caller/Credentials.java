package dev.pgweir.access.caller;

import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.function.Function;
import javax.security.auth.x500.X500Principal;

/**
 * What a request shows to say who sends it. Credentials of other schemes than {@code Bearer} (RFC 6750, section 2.1) are none of the
 * gateway's, as in PostgREST. A query string is none either: it stands in logs and in the history of browsers.
 *
 * @param token what stands behind {@code Bearer}, if that was sent
 * @param key the header {@code apikey}, as Supabase's clients send it
 * @param certificate whose certificate the connection was made with
 * @param inBrowser whether a browser sends it for a page
 */
public record Credentials(
        Optional<String> token, Optional<String> key, Optional<X500Principal> certificate, boolean inBrowser) {

    private static final String BEARER = "Bearer";
    private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

    /**
     * Those of a request.
     *
     * @param headers its headers, by their names
     * @param attributes what the server says of it, likewise
     */
    public static Credentials of(
            Function<String, Optional<String>> headers, Function<String, Optional<Object>> attributes) {
        var token = headers.apply("Authorization")
                .filter(Credentials::isBearer)
                .map(credentials -> credentials.substring(BEARER.length()).strip());
        return new Credentials(
                token,
                headers.apply("apikey").map(String::strip),
                attributes
                        .apply(CERTIFICATES)
                        .map(X509Certificate[].class::cast)
                        .map(chain -> chain[0].getSubjectX500Principal()),
                headers.apply("Origin").isPresent()
                        || headers.apply("Sec-Fetch-Site").isPresent());
    }

    private static boolean isBearer(String credentials) {
        return credentials.regionMatches(true, 0, BEARER, 0, BEARER.length())
                && (credentials.length() == BEARER.length() || credentials.charAt(BEARER.length()) == ' ');
    }

    /** The text of them, which is not to be logged. */
    @Override
    public String toString() {
        return "Credentials";
    }
}
