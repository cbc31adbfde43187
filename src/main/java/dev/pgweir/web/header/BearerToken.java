package dev.pgweir.web.header;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.HttpHeaders;

/** The token of a request (RFC 6750, section 2.1). Credentials of other schemes are none of the gateway's, as in PostgREST. */
public final class BearerToken {

    private static final String SCHEME = "Bearer";

    private BearerToken() {}

    /** What stands behind the scheme, if that is it. */
    public static Optional<String> of(HttpServletRequest request) {
        var credentials = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (credentials == null || !credentials.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        var rest = credentials.substring(SCHEME.length());
        return rest.isEmpty() || rest.charAt(0) == ' ' ? Optional.of(rest.strip()) : Optional.empty();
    }
}
