package dev.pgweir.access.caller;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request shows to say who sends it. Credentials of other schemes than {@code Bearer} (RFC 6750, section 2.1) are none of the
 * gateway's, as in PostgREST.
 *
 * @param token what stands behind {@code Bearer}, if that was sent
 */
public record Credentials(Optional<String> token) {

    private static final Pattern BEARER = Pattern.compile("(?i)Bearer(| .*)");

    /** Those of a request, by its headers. */
    public static Credentials of(Function<String, Optional<String>> headers) {
        return new Credentials(headers.apply("Authorization")
                .map(BEARER::matcher)
                .filter(Matcher::matches)
                .map(bearer -> bearer.group(1).strip()));
    }

    boolean areMissing() {
        return token.isEmpty();
    }
}
