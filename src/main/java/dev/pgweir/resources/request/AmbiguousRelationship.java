package dev.pgweir.resources.request;

import dev.pgweir.catalog.Relationship;
import dev.pgweir.catalog.Table;
import java.util.List;
import java.util.stream.Collectors;

/** A request names a related table that a row belongs to in several ways. Nothing was run. */
public final class AmbiguousRelationship extends RuntimeException {

    private final transient Origin origin;
    private final transient List<String> candidates;

    /** @param found the ways */
    public AmbiguousRelationship(Table table, String target, List<Relationship> found, Origin origin) {
        super("%s is related to %s in %d ways: say which is meant, as in %s"
                .formatted(table.name(), target, found.size(), spelled(target, found.getFirst())));
        this.origin = origin;
        this.candidates = found.stream()
                .map(relationship -> spelled(target, relationship))
                .toList();
    }

    private static String spelled(String target, Relationship relationship) {
        return "%s!%s(…)".formatted(target, relationship.hint());
    }

    /** The part of the request to blame. */
    public Origin origin() {
        return origin;
    }

    /** What the client can write for each of the ways. */
    public List<String> candidates() {
        return candidates;
    }

    /** These in one line. */
    public String hint() {
        return candidates.stream().collect(Collectors.joining(", "));
    }
}
