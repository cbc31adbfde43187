package dev.pgweir.web.header;

import dev.pgweir.problem.Problem;
import dev.pgweir.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** The header Content-Encoding: bodies are taken as they are, none is unpacked (RFC 9110, section 8.4). */
public final class ContentEncoding {

    private static final String IDENTITY = "identity";

    private ContentEncoding() {}

    /**
     * Makes sure that the body of a request is not packed.
     *
     * @throws ProblemException where it is
     */
    public static void requireNone(HttpServletRequest request) {
        var encoding = String.join(",", Collections.list(request.getHeaders(HttpHeaders.CONTENT_ENCODING)))
                .strip();
        if (!encoding.isEmpty() && !encoding.equalsIgnoreCase(IDENTITY)) {
            throw Problem.of(
                            HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                            "unsupported-media-type",
                            "no body is unpacked: send it without Content-Encoding: " + encoding)
                    .error(Map.of("header", HttpHeaders.CONTENT_ENCODING))
                    .header(HttpHeaders.ACCEPT_ENCODING, IDENTITY)
                    .toException();
        }
    }
}
