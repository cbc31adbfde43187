package dev.pgweir.web.header;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** The header Content-Encoding: bodies are taken as they are, none is unpacked (RFC 9110, section 8.4). */
public final class ContentEncoding {

    private static final String IDENTITY = "identity";

    private ContentEncoding() {}

    /**
     * Makes sure that the body of a request is not packed.
     *
     * @throws ErrorResponseException where it is
     */
    public static void requireNone(HttpServletRequest request) {
        var encoding = String.join(",", Collections.list(request.getHeaders(HttpHeaders.CONTENT_ENCODING)))
                .strip();
        if (!encoding.isEmpty() && !encoding.equalsIgnoreCase(IDENTITY)) {
            throw refusal("no body is unpacked: send it without Content-Encoding: " + encoding);
        }
    }

    private static ErrorResponseException refusal(String message) {
        var problem = ProblemDetail.forStatusAndDetail(HttpStatus.UNSUPPORTED_MEDIA_TYPE, message);
        problem.setType(URI.create("urn:pgweir:problem:unsupported-media-type"));
        problem.setProperty("code", "unsupported-media-type");
        problem.setProperty("message", message);
        problem.setProperty("errors", List.of(Map.of("header", HttpHeaders.CONTENT_ENCODING, "detail", message)));
        var refusal = new ErrorResponseException(HttpStatus.UNSUPPORTED_MEDIA_TYPE, problem, null);
        refusal.getHeaders().set(HttpHeaders.ACCEPT_ENCODING, IDENTITY);
        return refusal;
    }
}
