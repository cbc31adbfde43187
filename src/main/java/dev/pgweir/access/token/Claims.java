package dev.pgweir.access.token;

import dev.pgweir.access.token.InvalidToken.Reason;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The claims of a token, as its payload has them. Immutable.
 *
 * @param text the payload
 * @param tree the same, parsed
 */
record Claims(String text, JsonNode tree) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final List<String> TIMES = List.of("exp", "iat", "nbf");

    /** Reads a payload; one whose members are not unique may mean one thing here and another in the database. */
    static Claims of(String payload) {
        try {
            var tree = JSON.readTree(payload);
            if (tree.isObject()) {
                return new Claims(payload, tree);
            }
        } catch (JacksonException _) {
            // Answered like what is no object.
        }
        throw new InvalidToken(Reason.CLAIM, "Parsing claims failed");
    }

    /** The payload without the claims that each new token of its owner has afresh: its times (RFC 7519, section 4.1). */
    static String withoutTimes(String payload) {
        return ((ObjectNode) JSON.readTree(payload)).without(TIMES).toString();
    }

    /** A claim that is a text. */
    Optional<String> text(String name) {
        return claim(name).filter(JsonNode::isString).map(JsonNode::stringValue);
    }

    /** A claim that is a time, in seconds. */
    OptionalLong seconds(String name) {
        var claim = claim(name);
        if (claim.filter(node -> !node.isNumber()).isPresent()) {
            throw new InvalidToken(Reason.CLAIM, "The JWT '%s' claim must be a number".formatted(name));
        }
        return claim.map(node ->
                        OptionalLong.of((long) Math.floor(node.numberValue().doubleValue())))
                .orElseGet(OptionalLong::empty);
    }

    /** Which audiences it is for; none if it does not say. */
    List<String> audiences() {
        var audience = claim("aud").map(Claims::elements).orElse(List.of());
        if (!audience.stream().allMatch(JsonNode::isString)) {
            throw new InvalidToken(Reason.CLAIM, "The JWT 'aud' claim must be a string or an array of strings");
        }
        return audience.stream().map(JsonNode::stringValue).toList();
    }

    /** What it allows: words of a text, or texts of a list. */
    Set<String> scopes() {
        var words = Stream.of("scope", "scp")
                .flatMap(name -> claim(name).stream())
                .flatMap(claim -> elements(claim).stream())
                .filter(JsonNode::isString)
                .flatMap(node -> Stream.of(node.stringValue().split(" ")))
                .filter(word -> !word.isEmpty())
                .toList();
        return Set.copyOf(new LinkedHashSet<>(words));
    }

    /** The payload with a role put in, and otherwise as it is. */
    static String withRole(String payload, String role) {
        var value = JsonNodeFactory.instance.stringNode(role).toString();
        try (var parser = JSON.createParser(payload)) {
            parser.nextToken();
            var isEmpty = true;
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                isEmpty = false;
                var isRole = "role".equals(parser.currentName());
                parser.nextToken();
                var from = (int) parser.currentTokenLocation().getCharOffset();
                parser.skipChildren();
                parser.finishToken();
                if (isRole) {
                    return payload.substring(0, from)
                            + value
                            + payload.substring((int) parser.currentLocation().getCharOffset());
                }
            }
            var inside = payload.indexOf('{') + 1;
            return payload.substring(0, inside) + "\"role\":" + value + (isEmpty ? "" : ",")
                    + payload.substring(inside);
        }
    }

    private Optional<JsonNode> claim(String name) {
        return Optional.ofNullable(tree.get(name)).filter(node -> !node.isNull());
    }

    private static List<JsonNode> elements(JsonNode node) {
        return node.isArray() ? StreamSupport.stream(node.spliterator(), false).toList() : List.of(node);
    }
}
