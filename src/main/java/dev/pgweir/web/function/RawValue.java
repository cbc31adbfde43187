package dev.pgweir.web.function;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pgweir.catalog.ColumnType;
import dev.pgweir.catalog.Routine;
import dev.pgweir.catalog.Routine.Shape;
import dev.pgweir.resources.json.JsonBuffer;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * The value of a function as it is rather than as JSON: text, XML and bytes where the client asks for just that, and what is of a
 * domain that is named after a media type wherever the client takes it.
 *
 * @param type the media type
 * @param bytes whether the value is of bytes
 */
record RawValue(MediaType type, boolean bytes) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String HEX = "\\x";

    /** What the client takes of what a function answers; empty where that is JSON, or nothing. */
    static Optional<RawValue> of(Routine routine, HttpServletRequest request) {
        if (routine.result().shape() != Shape.SCALAR) {
            return Optional.empty();
        }
        var value = routine.result().rows().columns().getFirst().type();
        var named = mediaType(value);
        var type = named.or(() -> usual(value));
        var accepted = accepted(request);
        return type.filter(offered -> named.isPresent()
                        ? quality(offered, accepted) > 0
                                && quality(offered, accepted) >= quality(MediaType.APPLICATION_JSON, accepted)
                        : accepted.stream().anyMatch(offered::equalsTypeAndSubtype))
                .map(offered -> new RawValue(withCharset(offered), value.base().equals("bytea")));
    }

    /** How welcome a type is, by the narrowest range that covers it (RFC 9110, section 12.5.1). */
    private static double quality(MediaType type, List<MediaType> accepted) {
        return accepted.stream()
                .filter(range -> range.includes(type))
                .max(Comparator.comparing((MediaType range) -> !range.isWildcardType())
                        .thenComparing(range -> !range.isWildcardSubtype()))
                .map(MediaType::getQualityValue)
                .orElse(0.0);
    }

    /** Reads the value from its JSON; of null nothing is left. */
    JsonBuffer from(JsonBuffer json) {
        var text = JSON.readTree(json.toByteArray()).asStringOpt().orElse("");
        return new JsonBuffer(
                bytes && text.startsWith(HEX)
                        ? HexFormat.of().parseHex(text, HEX.length(), text.length())
                        : text.getBytes(UTF_8));
    }

    private static MediaType withCharset(MediaType type) {
        return type.getType().equals("text") ? new MediaType(type, UTF_8) : type;
    }

    private static Optional<MediaType> mediaType(ColumnType value) {
        var name = value.sql().replace("\"", "");
        return name.contains("/") ? parse(name) : Optional.empty();
    }

    private static Optional<MediaType> parse(String name) {
        try {
            return Optional.of(MediaType.parseMediaType(name));
        } catch (InvalidMediaTypeException other) {
            return Optional.empty();
        }
    }

    private static Optional<MediaType> usual(ColumnType value) {
        if (value.array()) {
            return Optional.empty();
        }
        return switch (value.base()) {
            case "text", "varchar" -> Optional.of(MediaType.TEXT_PLAIN);
            case "bytea" -> Optional.of(MediaType.APPLICATION_OCTET_STREAM);
            case "xml" -> Optional.of(MediaType.TEXT_XML);
            default -> Optional.empty();
        };
    }

    private static List<MediaType> accepted(HttpServletRequest request) {
        try {
            var accept = Collections.list(request.getHeaders(HttpHeaders.ACCEPT));
            return accept.isEmpty() ? List.of(MediaType.ALL) : MediaType.parseMediaTypes(accept);
        } catch (InvalidMediaTypeException malformed) {
            return List.of();
        }
    }
}
