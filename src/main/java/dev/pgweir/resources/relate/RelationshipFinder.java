package dev.pgweir.resources.relate;

import dev.pgweir.catalog.Relationship;
import dev.pgweir.catalog.Relationship.By;
import dev.pgweir.catalog.Relationships;
import dev.pgweir.catalog.Table;
import dev.pgweir.catalog.Table.Kind;
import dev.pgweir.resources.request.AmbiguousRelationship;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Origin;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds the relationship that a client names: by its function, which goes before others, by the other table, by the constraint of a foreign key, or from the side of that by its only column.
 * Thread-safe.
 */
public final class RelationshipFinder {

    private final Relationships relationships;

    public RelationshipFinder(Relationships relationships) {
        this.relationships = relationships;
    }

    /**
     * The relationship of a table.
     *
     * @param hint a constraint, a column or a third table, where the client says more
     * @throws InvalidRequest where there is none
     * @throws AmbiguousRelationship where there are several
     */
    public Relationship find(Table table, String target, Optional<String> hint, Origin origin) {
        var found = meant(table, target, hint);
        if (found.size() > 1) {
            throw new AmbiguousRelationship(table, target, found, origin);
        }
        return found.stream().findFirst().orElseThrow(() -> none(table, target, hint, origin));
    }

    /** The relationships of a table, each by the plainest words that mean no other; sorted by these. */
    public List<Embeddable> embeddable(Table table) {
        return relationships.of(table).stream()
                .flatMap(relationship -> Embeddable.named(table, relationship)
                        .filter(words ->
                                meant(table, words.name(), words.hint()).equals(List.of(relationship)))
                        .limit(1))
                .sorted(Comparator.comparing(Embeddable::spelled))
                .toList();
    }

    /** Those that a client may mean; several where it has not said enough. */
    private List<Relationship> meant(Table table, String target, Optional<String> hint) {
        List<Relationship> found = relationships.of(table).stream()
                .filter(relationship -> isNamed(table, relationship, target))
                .filter(relationship -> hint.isEmpty() || relationship.isHintedBy(hint.get()))
                .toList();
        if (!found.isEmpty() && found.getFirst().by() == By.FUNCTION) {
            return List.of(found.getFirst());
        }
        return found.size() > 1 ? nearest(table, target, found) : found;
    }

    /** Of what a name leads to: what is called so itself and tables, else the same view, rather than views of tables. */
    private static List<Relationship> nearest(Table table, String target, List<Relationship> found) {
        var tables = found.stream()
                .filter(relationship ->
                        relationship.target().nameFrom(table).equals(target) || !isView(relationship.target()))
                .toList();
        var itself = found.stream()
                .filter(relationship -> relationship.target().equals(table))
                .toList();
        return !tables.isEmpty() ? tables : !itself.isEmpty() ? itself : found;
    }

    private static boolean isView(Table table) {
        return table.kind() == Kind.VIEW || table.kind() == Kind.MATERIALIZED_VIEW;
    }

    /** Whether a client may mean a related table by a word. */
    public boolean isRelated(Table table, String target) {
        return relationships.of(table).stream().anyMatch(relationship -> isNamed(table, relationship, target));
    }

    /** A table that refers to itself is named by its column on one side, and by itself on the other. */
    private static boolean isNamed(Table table, Relationship relationship, String target) {
        if (relationship.by() == By.FUNCTION) {
            return relationship.key().equals(target);
        }
        var refers = relationship.refers();
        var itself = relationship.target().name().equals(table.name());
        if (relationship.target().nameFrom(table).equals(target) && !(refers && itself)) {
            return true;
        }
        if (!refers
                && !itself
                && isKeyBetweenTables(relationship)
                && relationship.key().equals(target)) {
            return true;
        }
        return refers
                && (relationship.key().equals(target)
                        || (relationship.columns().size() == 1
                                && relationship
                                        .columns()
                                        .getFirst()
                                        .own()
                                        .name()
                                        .equals(target)));
    }

    private static boolean isKeyBetweenTables(Relationship relationship) {
        return relationship.by() == By.KEY && relationship.through().isEmpty();
    }

    private InvalidRequest none(Table table, String target, Optional<String> hint, Origin origin) {
        var related = relationships.of(table).stream()
                .map(relationship -> relationship.by() == By.FUNCTION
                        ? relationship.key()
                        : relationship.target().nameFrom(table))
                .distinct()
                .sorted()
                .toList();
        return new InvalidRequest(
                "no-relationship",
                origin,
                "%s is not related to \"%s\"%s; %s"
                        .formatted(
                                table.name(),
                                target,
                                hint.map(" by \"%s\""::formatted).orElse(""),
                                related.isEmpty()
                                        ? "no table that is served is related to it"
                                        : "it is to " + named(related)));
    }

    private static String named(List<String> names) {
        return String.join(", ", names);
    }
}
