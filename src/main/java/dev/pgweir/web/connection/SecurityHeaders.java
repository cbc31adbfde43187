package dev.pgweir.web.connection;

import org.apache.coyote.Request;
import org.apache.coyote.Response;

/**
 * What each answer tells browsers: to take it for nothing but what it says it is, to run and load nothing for it, and to show it
 * in no other site's page. Pages that may read it by CORS are not concerned.
 */
final class SecurityHeaders {

    private static final String SWAGGER_UI = "/swagger-ui";

    private static final String OF_DATA = "default-src 'none'; frame-ancestors 'none'";

    /** Styles stand in its pages, and pictures in its styles. */
    private static final String OF_PAGES = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private SecurityHeaders() {}

    static void set(Request request, Response response) {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Content-Security-Policy", isPage(request) ? OF_PAGES : OF_DATA);
    }

    /** Swagger UI alone has pages, which run scripts; below which path, the application decides. */
    private static boolean isPage(Request request) {
        return request.requestURI().getByteChunk().indexOf(SWAGGER_UI, 0, SWAGGER_UI.length(), 0) >= 0;
    }
}
