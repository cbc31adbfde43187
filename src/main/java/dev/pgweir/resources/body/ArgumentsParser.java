package dev.pgweir.resources.body;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pgweir.resources.request.Call.Value;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Origin;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;

/** Parses a JSON body that calls a routine. What the values mean is left to the server. Pure. */
public final class ArgumentsParser {

    private ArgumentsParser() {}

    /**
     * The members of the body, by name.
     *
     * @return empty where it is well-formed, and no object
     * @throws InvalidRequest where it is not well-formed
     */
    public static Optional<Map<String, Value>> parse(byte[] body) {
        try (var parser = BodyJson.parser(body, 0, body.length)) {
            var first = parser.nextToken();
            Optional<Map<String, Value>> members =
                    first == JsonToken.START_OBJECT ? Optional.of(members(parser, body)) : Optional.empty();
            if (first == null) {
                throw malformed("the body is empty");
            }
            parser.skipChildren();
            if (parser.nextToken() != null) {
                throw malformed("the body holds more than one JSON value");
            }
            return members;
        } catch (StreamReadException e) {
            var at = e.getLocation();
            throw malformed("%s (line %d, column %d)".formatted(BodyJson.fault(e), at.getLineNr(), at.getColumnNr()));
        } catch (StreamConstraintsException e) {
            throw malformed("arrays and objects may be nested at most %d levels deep".formatted(BodyJson.MAX_DEPTH));
        }
    }

    private static Map<String, Value> members(JsonParser parser, byte[] body) {
        Map<String, Value> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            var name = parser.currentName();
            members.put(name, value(parser, body));
        }
        return members;
    }

    private static Value value(JsonParser parser, byte[] body) {
        var token = parser.nextToken();
        if (token == JsonToken.VALUE_NULL) {
            return new Value.Null();
        }
        var from = (int) parser.currentTokenLocation().getByteOffset();
        var scalar = token.isScalarValue();
        var text = scalar ? parser.getString() : "";
        if (scalar && token != JsonToken.VALUE_STRING) {
            return new Value.Json(text, true, text);
        }
        parser.skipChildren();
        parser.finishToken();
        var to = (int) parser.currentLocation().getByteOffset();
        return new Value.Json(new String(body, from, to - from, UTF_8), scalar, text);
    }

    private static InvalidRequest malformed(String message) {
        return new InvalidRequest("malformed-json", Origin.Body.WHOLE, message);
    }
}
