package dev.pgweir.resources.relate;

import dev.pgweir.catalog.Relationship;
import dev.pgweir.catalog.Relationship.By;
import dev.pgweir.catalog.Table;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A relationship, and words by which a client embeds it.
 *
 * @param name what it is called, and the member that holds what is embedded: the other table, a function, or a foreign key by
 *     its only column or its constraint
 * @param hint what tells it apart from others of that name; empty where there are none
 * @param relationship the relationship
 */
public record Embeddable(String name, Optional<String> hint, Relationship relationship) {

    /** Names that mean nothing else in a query. */
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_]+");

    /** By all its names, the plainest first. */
    static Stream<Embeddable> named(Table table, Relationship relationship) {
        var key = new Embeddable(relationship.key(), Optional.empty(), relationship);
        if (relationship.by() == By.FUNCTION) {
            return Stream.of(key);
        }
        var target = relationship.target().nameFrom(table);
        var byTable = Stream.of(Optional.<String>empty(), Optional.of(relationship.hint()))
                .map(hint -> new Embeddable(target, hint, relationship));
        var byKey = Stream.concat(
                relationship.columns().stream()
                        .map(pair -> new Embeddable(pair.own().name(), Optional.empty(), relationship)),
                Stream.of(key));
        return relationship.refers() ? Stream.concat(byTable, byKey) : byTable;
    }

    /** The words before the parentheses in {@code select}, as in {@code address!bill(…)}. */
    public String spelled() {
        return quoted(name) + hint.map(word -> '!' + quoted(word)).orElse("");
    }

    private static String quoted(String name) {
        return PLAIN.matcher(name).matches()
                ? name
                : '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
