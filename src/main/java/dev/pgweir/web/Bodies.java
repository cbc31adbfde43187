package dev.pgweir.web;

import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Origin;
import dev.pgweir.web.problem.RequestTooLarge;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotSupportedException;

/** Reads JSON bodies, never more of them than the limit. */
record Bodies(long limit) {

    private static final List<MediaType> SUPPORTED = List.of(MediaType.APPLICATION_JSON);

    /** The body; one without a content type counts as JSON, as it does for PostgREST. */
    byte[] read(HttpServletRequest request) throws IOException, HttpMediaTypeNotSupportedException {
        requireJson(request.getContentType());
        if (request.getContentLengthLong() > limit) {
            throw tooLarge();
        }
        var body = request.getInputStream().readNBytes((int) limit + 1);
        if (body.length > limit) {
            throw tooLarge();
        }
        requireUtf8(body);
        return body;
    }

    /** JSON begins with an ASCII character. What a BOM or UTF-16 begins with, the parser would take, and the server not. */
    private static void requireUtf8(byte[] body) {
        if (body.length > 1 && (body[0] <= 0 || body[1] == 0)) {
            throw new InvalidRequest(
                    "malformed-json", new Origin.Body(""), "the body is not JSON in UTF-8 without a byte order mark");
        }
    }

    private static void requireJson(@Nullable String contentType) throws HttpMediaTypeNotSupportedException {
        if (contentType == null) {
            return;
        }
        var type = parse(contentType);
        var charset = type.getCharset();
        if (!type.isCompatibleWith(MediaType.APPLICATION_JSON)
                || (charset != null && !charset.equals(StandardCharsets.UTF_8))) {
            throw new HttpMediaTypeNotSupportedException(type, SUPPORTED);
        }
    }

    private static MediaType parse(String contentType) throws HttpMediaTypeNotSupportedException {
        try {
            return MediaType.parseMediaType(contentType);
        } catch (InvalidMediaTypeException e) {
            throw new HttpMediaTypeNotSupportedException(String.valueOf(e.getMessage()), SUPPORTED);
        }
    }

    private RequestTooLarge tooLarge() {
        return new RequestTooLarge(HttpStatus.CONTENT_TOO_LARGE, "a body may have %d bytes".formatted(limit));
    }
}
