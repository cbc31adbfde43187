package dev.pgweir.web.input;

import dev.pgweir.problem.Problem;
import dev.pgweir.problem.ProblemException;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Origin;
import dev.pgweir.resources.request.StreamFormat;
import dev.pgweir.web.connection.TimelyBody;
import dev.pgweir.web.header.ContentEncoding;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotSupportedException;

/**
 * Reads bodies, and never more of them than the limit.
 *
 * @param limit the most bytes of a body
 */
public record BodyReader(long limit) {

    private static final List<MediaType> SUPPORTED = List.of(MediaType.APPLICATION_JSON);
    private static final Map<String, StreamFormat> STREAMED =
            Map.of("text/csv", StreamFormat.CSV, "application/x-ndjson", StreamFormat.NDJSON);

    /** The body; one without a content type counts as JSON, as it does for PostgREST. */
    public byte[] read(HttpServletRequest request) throws IOException, HttpMediaTypeNotSupportedException {
        ContentEncoding.requireNone(request);
        requireJson(request.getContentType());
        var body = bytes(request);
        requireUtf8(body);
        return body;
    }

    /** The body, whatever it is. */
    public byte[] bytes(HttpServletRequest request) throws IOException, HttpMediaTypeNotSupportedException {
        ContentEncoding.requireNone(request);
        if (request.getContentLengthLong() > limit) {
            throw tooLarge();
        }
        var body = TimelyBody.of(request).readNBytes((int) limit + 1);
        if (body.length > limit) {
            throw tooLarge();
        }
        return body;
    }

    /** What the body is said to be, without parameters; JSON where nothing is said. */
    public static String type(HttpServletRequest request) throws HttpMediaTypeNotSupportedException {
        var contentType = request.getContentType();
        if (contentType == null) {
            return MediaType.APPLICATION_JSON_VALUE;
        }
        var type = parse(contentType);
        if (!isUtf8(type)) {
            throw new HttpMediaTypeNotSupportedException(type, SUPPORTED);
        }
        return type.getType() + "/" + type.getSubtype();
    }

    /** JSON begins with an ASCII character. What a BOM or UTF-16 begins with, the parser would take, and the server not. */
    private static void requireUtf8(byte[] body) {
        if (body.length > 1 && (body[0] <= 0 || body[1] == 0)) {
            throw new InvalidRequest(
                    "malformed-json", new Origin.Body(""), "the body is not JSON in UTF-8 without a byte order mark");
        }
    }

    /** The form of a body whose rows are streamed; empty for any other. */
    public static Optional<StreamFormat> streamed(HttpServletRequest request)
            throws HttpMediaTypeNotSupportedException {
        ContentEncoding.requireNone(request);
        var contentType = request.getContentType();
        if (contentType == null) {
            return Optional.empty();
        }
        var type = parse(contentType);
        var format = Optional.ofNullable(STREAMED.get(type.getType() + "/" + type.getSubtype()));
        if (format.isPresent() && !isUtf8(type)) {
            throw new HttpMediaTypeNotSupportedException(type, SUPPORTED);
        }
        return format;
    }

    private static boolean isUtf8(MediaType type) {
        var charset = type.getCharset();
        return charset == null || charset.equals(StandardCharsets.UTF_8);
    }

    private static void requireJson(@Nullable String contentType) throws HttpMediaTypeNotSupportedException {
        if (contentType == null) {
            return;
        }
        var type = parse(contentType);
        if (!type.isCompatibleWith(MediaType.APPLICATION_JSON) || !isUtf8(type)) {
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

    private ProblemException tooLarge() {
        return Problem.of(HttpStatus.CONTENT_TOO_LARGE, "too-large", "a body may have %d bytes".formatted(limit))
                .toException();
    }
}
