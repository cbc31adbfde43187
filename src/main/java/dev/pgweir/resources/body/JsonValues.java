package dev.pgweir.resources.body;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pgweir.catalog.ColumnType;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Turns the values of a line of JSON into the text form of their columns' types, as {@code json_to_record} would: of a string
 * its text, of an array that of an array, all else as it stands. Not thread-safe.
 */
final class JsonValues {

    private final JsonParser parser;
    private final byte[] bytes;
    private final int from;

    /** @param parser of the line that begins in these bytes at this position */
    JsonValues(JsonParser parser, byte[] bytes, int from) {
        this.parser = parser;
        this.bytes = bytes;
        this.from = from;
    }

    /**
     * The text of the value that the parser stands on, and goes to the end of.
     *
     * @return null for null
     */
    byte @Nullable [] text(ColumnType type) throws CharacterCodingException {
        if (type.array() && parser.currentToken() == JsonToken.START_ARRAY) {
            var literal = new StringBuilder();
            array(type, literal);
            return encoded(literal);
        }
        return element(type);
    }

    private byte @Nullable [] element(ColumnType type) throws CharacterCodingException {
        return switch (parser.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_STRING -> isJson(type) ? raw() : encoded(parser.getString());
            default -> raw();
        };
    }

    private void array(ColumnType type, StringBuilder literal) throws CharacterCodingException {
        literal.append('{');
        for (var separator = ""; parser.nextToken() != JsonToken.END_ARRAY; separator = ",") {
            literal.append(separator);
            if (parser.currentToken() == JsonToken.START_ARRAY) {
                array(type, literal);
            } else {
                quoted(element(type), literal);
            }
        }
        literal.append('}');
    }

    private static void quoted(byte @Nullable [] element, StringBuilder literal) {
        if (element == null) {
            literal.append("NULL");
        } else {
            var text = new String(element, UTF_8).replace("\\", "\\\\").replace("\"", "\\\"");
            literal.append('"').append(text).append('"');
        }
    }

    private byte[] raw() {
        var start = parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        parser.finishToken();
        var end = parser.currentLocation().getByteOffset();
        var raw = new byte[(int) (end - start)];
        System.arraycopy(bytes, from + (int) start, raw, 0, raw.length);
        return raw;
    }

    private static boolean isJson(ColumnType type) {
        return type.base().equals("json") || type.base().equals("jsonb");
    }

    /** Half a character beyond U+FFFF is none. */
    private static byte[] encoded(CharSequence text) throws CharacterCodingException {
        var encoded = UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        var copy = new byte[encoded.remaining()];
        encoded.get(copy);
        return copy;
    }
}
