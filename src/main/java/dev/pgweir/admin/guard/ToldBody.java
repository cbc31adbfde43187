package dev.pgweir.admin.guard;

import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The body of an operator's request as it may be noted: JSON in a line, without what gives access to something. */
final class ToldBody {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MOST_CHARACTERS = 512;
    private static final Pattern SECRET_NAME = Pattern.compile("(?i).*(password|secret|token|apikey).*");
    private static final Pattern SECRET = Pattern.compile("(?i)(password|secret|token|apikey)=|pgw_|eyJ");
    private static final Pattern ODD = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\\x{85}]");

    private ToldBody() {}

    /** What is told of a body; empty where there is none. */
    static Optional<String> of(byte[] body) {
        if (body.length == 0) {
            return Optional.empty();
        }
        try {
            var text = ODD.matcher(masked(JSON.readTree(body)).toString()).replaceAll("?");
            return Optional.of(text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS - 1) + "…" : text);
        } catch (JacksonException noJson) {
            return Optional.of("(%d bytes that are no JSON)".formatted(body.length));
        }
    }

    private static JsonNode masked(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties()
                    .forEach(member -> member.setValue(
                            SECRET_NAME.matcher(member.getKey()).matches() ? hidden() : masked(member.getValue())));
            return object;
        }
        if (node.isArray()) {
            var all = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> all.add(masked(element)));
            return all;
        }
        return node.isString() && SECRET.matcher(node.stringValue()).find() ? hidden() : node;
    }

    private static JsonNode hidden() {
        return JsonNodeFactory.instance.stringNode("***");
    }
}
