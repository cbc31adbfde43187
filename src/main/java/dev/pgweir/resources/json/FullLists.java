package dev.pgweir.resources.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pgweir.resources.query.Embedding;
import dev.pgweir.resources.query.Expression;
import dev.pgweir.resources.query.RelatedExpression.Collected;
import dev.pgweir.resources.query.RelatedExpression.Embedded;
import dev.pgweir.resources.query.RelatedExpression.Related;
import dev.pgweir.resources.query.Selected;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.modulith.NamedInterface;

/**
 * Counts the embedded lists of an answer that are as long as the gateway lets them be, so that rows may be missing. One pass over
 * bytes that are well-formed JSON, and none where they are too few for such a list. Used once.
 */
@NamedInterface("json")
public final class FullLists {

    private final byte[] json;
    private final Map<String, Full> found = new TreeMap<>();
    private int at;

    /**
     * Lists of one name that are full.
     *
     * @param limit how many elements each may have
     * @param lists how many have as many
     */
    public record Full(int limit, int lists) {}

    /**
     * A value inside an answer, or the elements of a list there.
     *
     * @param path what the client calls it, with the names of those around it before it
     * @param limit how many elements it may have, where the client has not said so; 0 where it is no list
     * @param members the members that are or hold lists, by their names as JSON strings
     */
    private record Place(String path, int limit, Map<String, Place> members) {

        static final Place OPAQUE = new Place("", 0, Map.of());

        int shortest() {
            var inner =
                    members.values().stream().mapToInt(Place::shortest).min().orElse(Integer.MAX_VALUE);
            return limit > 0 ? Math.min(limit, inner) : inner;
        }
    }

    private FullLists(byte[] json) {
        this.json = json;
    }

    /**
     * Counts those in an answer.
     *
     * @param answer an object of these members, or an array of such
     * @return by what clients call them, as in {@code orders.lines}
     */
    public static Map<String, Full> in(JsonBuffer answer, List<Selected> members) {
        var root = new Place("", 0, places(members, ""));
        if (answer.size() / 2 < root.shortest()) {
            return Map.of();
        }
        var lists = new FullLists(answer.toByteArray());
        lists.value(root);
        return lists.found;
    }

    private static Map<String, Place> places(List<Selected> members, String prefix) {
        Map<String, Place> places = new HashMap<>();
        for (var member : members) {
            place(member.expression(), prefix).ifPresent(place -> places.put(quoted(member.name()), place));
        }
        return places;
    }

    private static Optional<Place> place(Expression expression, String prefix) {
        return switch (expression) {
            case Embedded(var embedding) -> {
                var path = prefix + embedding.name();
                yield Optional.of(new Place(path, limit(embedding), places(embedding.projection(), path + ".")));
            }
            case Collected(var embedding, var _) ->
                Optional.of(new Place(prefix + embedding.name(), limit(embedding), Map.of()));
            case Related(var embedding, var of) -> place(of, prefix + embedding.name() + ".");
            default -> Optional.empty();
        };
    }

    private static int limit(Embedding embedding) {
        return embedding.relationship().many() && embedding.part().capped()
                ? embedding.part().limit()
                : 0;
    }

    private static String quoted(String name) {
        var buffer = new JsonBuffer();
        buffer.writeString(name.getBytes(UTF_8));
        return new String(buffer.toByteArray(), UTF_8);
    }

    private void value(Place place) {
        switch (json[at]) {
            case '[' -> list(place);
            case '{' -> object(place);
            default -> skip();
        }
    }

    private void list(Place place) {
        var elements = 0;
        for (next(); json[at] != ']'; separator()) {
            value(place);
            elements++;
        }
        at++;
        if (place.limit > 0 && elements == place.limit) {
            var before = found.getOrDefault(place.path, new Full(place.limit, 0));
            found.put(place.path, new Full(place.limit, before.lists + 1));
        }
    }

    private void object(Place place) {
        if (place.members.isEmpty()) {
            skip();
            return;
        }
        for (next(); json[at] != '}'; separator()) {
            var start = at;
            string();
            var name = new String(json, start, at - start, UTF_8);
            blank();
            next();
            value(place.members.getOrDefault(name, Place.OPAQUE));
        }
        at++;
    }

    /** Goes on behind a value, whatever is in it. */
    private void skip() {
        var depth = 0;
        do {
            switch (json[at]) {
                case '"' -> string();
                case '{', '[' -> {
                    depth++;
                    at++;
                }
                case '}', ']' -> {
                    depth--;
                    at++;
                }
                default -> at++;
            }
        } while (depth > 0 || !isEnd(json[at]));
    }

    private static boolean isEnd(byte next) {
        return next == ',' || next == '}' || next == ']' || Character.isWhitespace(next);
    }

    private void string() {
        at++;
        while (json[at] != '"') {
            at += json[at] == '\\' ? 2 : 1;
        }
        at++;
    }

    private void separator() {
        blank();
        if (json[at] == ',') {
            next();
        }
    }

    private void next() {
        at++;
        blank();
    }

    private void blank() {
        while (Character.isWhitespace(json[at])) {
            at++;
        }
    }
}
