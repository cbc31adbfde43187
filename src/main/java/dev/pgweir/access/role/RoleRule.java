package dev.pgweir.access.role;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * Which database role claims mean. Immutable.
 *
 * @param path where they name it, or the list that it follows from
 * @param map from what such a list may hold to roles, the first that it does hold counts; empty where the claim is the role
 * @param otherwise the role of claims that name none
 */
public record RoleRule(RolePath path, Map<String, String> map, Optional<String> otherwise) {

    /** The role, if the claims name one or there is one for those that do not. */
    public Optional<String> role(JsonNode claims) {
        var found = path.in(claims);
        return (map.isEmpty() ? first(found) : mapped(found)).or(() -> otherwise);
    }

    /** What is no text is the role in its JSON, as with PostgREST. */
    private static Optional<String> first(List<JsonNode> found) {
        return found.stream()
                .findFirst()
                .filter(node -> !node.isNull())
                .map(node -> node.isString() ? node.stringValue() : node.toString());
    }

    private Optional<String> mapped(List<JsonNode> found) {
        var values = found.stream()
                .flatMap(node -> node.isArray() ? StreamSupport.stream(node.spliterator(), false) : Stream.of(node))
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .toList();
        return map.entrySet().stream()
                .filter(entry -> values.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
