package dev.pgweir.web.input;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Origin;
import dev.pgweir.resources.request.Parameter;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Decodes queries and path segments strictly: what is not percent-encoded UTF-8 is refused rather than guessed at. */
public final class QueryString {

    private QueryString() {}

    /** The parameters of a request, in their order. */
    public static List<Parameter> parameters(HttpServletRequest request) {
        var query = request.getQueryString();
        return query == null ? List.of() : parameters(query);
    }

    /** The parameters of a query, or the fields of a form. */
    public static List<Parameter> parameters(String query) {
        if (query.isEmpty()) {
            return List.of();
        }
        List<Parameter> parameters = new ArrayList<>();
        for (var pair : query.split("&", -1)) {
            if (!pair.isEmpty()) {
                var equals = pair.indexOf('=');
                var name = decode(equals < 0 ? pair : pair.substring(0, equals), true, new Origin.Query(pair));
                var value = equals < 0 ? "" : decode(pair.substring(equals + 1), true, new Origin.Query(name));
                parameters.add(new Parameter(name, value));
            }
        }
        return parameters;
    }

    /** The value of the parameter of that name. */
    public static Optional<String> value(List<Parameter> parameters, String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(name))
                .map(Parameter::value)
                .findFirst();
    }

    /** Refuses a path that is not percent-encoded UTF-8 throughout; the server has not looked at what follows a semicolon. */
    public static void checkPath(HttpServletRequest request) {
        decode(request.getRequestURI(), false, new Origin.Path());
    }

    /** What stands between the commas in the last segment of a path. */
    public static List<String> lastSegment(HttpServletRequest request) {
        var path = request.getRequestURI();
        List<String> values = new ArrayList<>();
        for (var value : path.substring(path.lastIndexOf('/') + 1).split(",", -1)) {
            values.add(decode(value, false, new Origin.Path()));
        }
        return values;
    }

    private static String decode(String text, boolean plusIsSpace, Origin origin) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        try {
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(bytes(text, plusIsSpace)))
                    .toString();
        } catch (CharacterCodingException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new InvalidRequest(
                    "malformed-encoding", origin, "\"%s\" is not percent-encoded UTF-8".formatted(text));
        }
    }

    private static byte[] bytes(String text, boolean plusIsSpace) {
        var bytes = new ByteArrayOutputStream(text.length());
        for (var i = 0; i < text.length(); i++) {
            var character = text.charAt(i);
            if (character == '%' && (!plusIsSpace || isEncoded(text, i))) {
                bytes.write(HexFormat.fromHexDigits(text, i + 1, i + 3));
                i += 2;
            } else if (character == '+' && plusIsSpace) {
                bytes.write(' ');
            } else {
                bytes.writeBytes(String.valueOf(character).getBytes(UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    /** A percent sign that nothing was encoded by stands for itself in a query, as it does for PostgREST. */
    private static boolean isEncoded(String text, int percent) {
        return percent + 2 < text.length()
                && HexFormat.isHexDigit(text.charAt(percent + 1))
                && HexFormat.isHexDigit(text.charAt(percent + 2));
    }
}
