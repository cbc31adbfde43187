package dev.pgweir.resources.call;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pgweir.catalog.Routine.Argument;
import dev.pgweir.resources.body.ArgumentsParser;
import dev.pgweir.resources.request.Call.Value;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Origin;
import dev.pgweir.resources.request.Parameter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a request to call a function brings along.
 *
 * @param members the arguments by name; empty where the body has no names
 * @param types the types of the one argument that may take the whole body
 * @param whole that body
 */
public record CallBody(Optional<Map<String, Value>> members, Set<String> types, Value whole) {

    private static final Set<String> JSON = Set.of("json", "jsonb");
    private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");

    /**
     * A body of JSON; an empty one gives no argument.
     *
     * @throws InvalidRequest where it is none
     */
    public static CallBody ofJson(byte[] body) {
        if (body.length == 0) {
            return new CallBody(Optional.of(Map.of()), Set.of(), new Value.Null());
        }
        var json = new String(body, UTF_8);
        return new CallBody(ArgumentsParser.parse(body), JSON, new Value.Json(json, true, json));
    }

    /** A body of {@code application/x-www-form-urlencoded}. */
    public static CallBody ofForm(List<Parameter> fields) {
        return new CallBody(Optional.of(texts(fields)), Set.of(), new Value.Null());
    }

    /** Fields, or parameters, by name. */
    static Map<String, Value> texts(List<Parameter> fields) {
        Map<String, List<String>> texts = new LinkedHashMap<>();
        for (var field : fields) {
            texts.computeIfAbsent(field.name(), _ -> new ArrayList<>()).add(field.value());
        }
        Map<String, Value> members = new LinkedHashMap<>();
        texts.forEach((name, values) -> members.put(name, new Value.Texts(values)));
        return members;
    }

    /**
     * A body of text.
     *
     * @param type the type that takes it: text or xml
     * @throws InvalidRequest where it is not UTF-8
     */
    public static CallBody ofText(byte[] body, String type) {
        try {
            var text = UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
            return new CallBody(Optional.empty(), Set.of(type), new Value.Text(text));
        } catch (CharacterCodingException e) {
            throw new InvalidRequest("malformed-encoding", Origin.Body.WHOLE, "the body is not UTF-8", e);
        }
    }

    /** A body of bytes. */
    public static CallBody ofBytes(byte[] body) {
        return new CallBody(
                Optional.empty(),
                Set.of("bytea"),
                new Value.Text("\\x" + HexFormat.of().formatHex(body)));
    }

    /** The members of the body, or those among them that are to be arguments. */
    Optional<Map<String, Value>> chosen(Optional<String> names) {
        return members.map(given -> {
            if (names.isEmpty()) {
                return given;
            }
            Map<String, Value> chosen = new LinkedHashMap<>(given);
            chosen.keySet().retainAll(Set.of(COMMA.split(names.get())));
            return chosen;
        });
    }

    boolean fits(Argument unnamed) {
        return types.contains(unnamed.type().base()) && !unnamed.type().array();
    }

    String description() {
        return members.map(given -> String.join(", ", given.keySet())).orElse("this body");
    }
}
