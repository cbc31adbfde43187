package dev.pgweir.access.caller;

import java.util.Optional;
import java.util.function.Function;

/**
 * What a request shows to say who sends it. Credentials of other schemes than {@code Bearer} (RFC 6750, section 2.1) are none of the
 * gateway's, as in PostgREST. A query string is none either: it stands in logs and in the history of browsers.
 *
 * @param token what stands behind {@code Bearer}, if that was sent
 * @param key the header {@code apikey}, as Supabase's clients send it
 * @param inBrowser whether a browser sends it for a page
 */
public record Credentials(Optional<String> token, Optional<String> key, boolean inBrowser) {

    private static final String BEARER = "Bearer";

    /** Those of a request, by its headers. */
    public static Credentials of(Function<String, Optional<String>> headers) {
        var token = headers.apply("Authorization")
                .filter(Credentials::isBearer)
                .map(credentials -> credentials.substring(BEARER.length()).strip());
        return new Credentials(
                token,
                headers.apply("apikey").map(String::strip),
                headers.apply("Origin").isPresent());
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
