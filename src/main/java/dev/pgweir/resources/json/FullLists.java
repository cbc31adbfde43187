package dev.pgweir.resources.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pgweir.resources.query.Embedding;
import dev.pgweir.resources.query.Expression;
import dev.pgweir.resources.query.RelatedExpression.Collected;
import dev.pgweir.resources.query.RelatedExpression.Embedded;
import dev.pgweir.resources.query.RelatedExpression.Related;
import dev.pgweir.resources.query.Selected;
import dev.pgweir.resources.query.Selection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.modulith.NamedInterface;

/**
 * Counts the embedded lists of a result that are as long as the gateway lets them be, so that rows may be missing. One pass over
 * values that are well-formed JSON, and none over those that are too short for such a list. Not thread-safe.
 */
@NamedInterface("json")
public final class FullLists {

    /** Looks at nothing, and so finds nothing. */
    private static final FullLists NONE = new FullLists(new Place[0]);

    /** By output, what it may hold. */
    private final Place[] places;

    private final Map<String, Full> found = new HashMap<>();
    private byte[] json = {};
    private int at;

    /**
     * Lists of one name that are full.
     *
     * @param limit how many elements each may have
     * @param lists how many have as many
     */
    public record Full(int limit, int lists) {

        /** Those of two results. */
        static Map<String, Full> sum(Map<String, Full> one, Map<String, Full> other) {
            if (one.isEmpty() || other.isEmpty()) {
                return one.isEmpty() ? other : one;
            }
            var sum = new HashMap<>(one);
            other.forEach((path, full) ->
                    sum.merge(path, full, (here, there) -> new Full(here.limit, here.lists + there.lists)));
            return sum;
        }
    }

    /**
     * A value inside an answer.
     *
     * @param path what the client calls it, with the names of those around it before it
     * @param limit how many elements it may have, where the client has not said so; 0 where it is no list
     * @param members of an object, those that are or hold lists, by their names as JSON strings
     * @param elements of a list, what each of its elements is; empty where they hold no lists
     * @param shortest how many elements the shortest of these lists has when it is full
     */
    private record Place(String path, int limit, Map<String, Place> members, Optional<Place> elements, int shortest) {

        static final Place OPAQUE = of("", 0, Map.of(), Optional.empty());

        static Place of(String path, int limit, Map<String, Place> members, Optional<Place> elements) {
            var inner = Stream.concat(members.values().stream(), elements.stream())
                    .mapToInt(Place::shortest)
                    .min()
                    .orElse(Integer.MAX_VALUE);
            return new Place(path, limit, members, elements, limit > 0 ? Math.min(limit, inner) : inner);
        }
    }

    private FullLists(Place[] places) {
        this.places = places;
    }

    /** Those of a result that shows a selection. */
    public static FullLists of(Selection selection) {
        if (selection.embeddings().isEmpty()) {
            return none();
        }
        return new FullLists(places(selection.projection(), "").values().toArray(Place[]::new));
    }

    /** Those of a result that shows none. */
    static FullLists none() {
        return NONE;
    }

    /** Looks at a value of an output. */
    void look(int output, byte @Nullable [] value) {
        if (places.length == 0 || value == null || value.length / 2 < places[output].shortest()) {
            return;
        }
        json = value;
        at = 0;
        value(places[output]);
    }

    /** How many of them are full, by what clients call them, as in {@code orders.lines}. */
    public Map<String, Full> found() {
        return found;
    }

    /** Of the members that several columns of the same rows are spread to, the first tells how many rows there are. */
    private static Map<String, Place> places(List<Selected> members, String prefix) {
        Map<String, Place> places = new LinkedHashMap<>();
        Set<String> spread = new HashSet<>();
        for (var member : members) {
            var place = place(member.expression(), prefix);
            var known = member.expression() instanceof Collected(var embedding, var _) && !spread.add(embedding.name());
            places.put(quoted(member.name()), known ? Place.of(place.path, 0, Map.of(), place.elements) : place);
        }
        return places;
    }

    private static Place place(Expression expression, String prefix) {
        return switch (expression) {
            case Embedded(var embedding) -> {
                var path = prefix + embedding.name();
                var members = places(embedding.projection(), path + ".");
                yield embedding.relationship().many()
                        ? Place.of(
                                path,
                                limit(embedding),
                                Map.of(),
                                Optional.of(Place.of("", 0, members, Optional.empty())))
                        : Place.of(path, 0, members, Optional.empty());
            }
            case Collected(var embedding, var of) -> {
                var path = prefix + embedding.name();
                yield Place.of(path, limit(embedding), Map.of(), Optional.of(place(of, path + ".")));
            }
            case Related(var embedding, var of) -> place(of, prefix + embedding.name() + ".");
            default -> Place.OPAQUE;
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
        if (place.shortest == Integer.MAX_VALUE) {
            skip();
            return;
        }
        switch (json[at]) {
            case '[' -> list(place);
            case '{' -> object(place);
            default -> skip();
        }
    }

    private void list(Place place) {
        var elements = 0;
        for (next(); json[at] != ']'; separator()) {
            value(place.elements.orElse(Place.OPAQUE));
            elements++;
        }
        at++;
        if (place.limit > 0 && elements == place.limit) {
            found.merge(place.path, new Full(place.limit, 1), (before, one) -> new Full(one.limit, before.lists + 1));
        }
    }

    private void object(Place place) {
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
        } while (depth > 0 || (at < json.length && !isEnd(json[at])));
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
