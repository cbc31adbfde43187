package dev.pgweir.resources.plan;

import dev.pgweir.catalog.Relationship;
import dev.pgweir.catalog.Table;
import dev.pgweir.partitions.RangePartitions;
import dev.pgweir.partitions.Window;
import dev.pgweir.resources.query.Embedding;
import dev.pgweir.resources.query.Filter;
import dev.pgweir.resources.query.RelatedExpression.Present;
import dev.pgweir.resources.query.ResourceQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Carries windows along relationships that hold the partition keys of both tables: rows that belong together lie in the same window then.
 * The server does not see that by itself, and would look into all partitions of the other table. Pure.
 */
public final class EmbeddedWindows {

    private EmbeddedWindows() {}

    /** The same embeddings, each within the window of the rows that it belongs to. */
    public static List<Embedding> carried(List<Embedding> embeddings, Table table, Filter filter) {
        var partitions = RangePartitions.of(table);
        if (embeddings.isEmpty() || partitions.isEmpty()) {
            return within(embeddings, table, Optional.empty());
        }
        return within(embeddings, table, Optional.of(KeyWindow.of(filter, partitions.get())));
    }

    /**
     * The same query, in which what belongs to rows is looked for in their own window only; and where that follows from what must belong
     * to them, it is said of the rows, too.
     */
    static ResourceQuery carried(ResourceQuery query) {
        var embeddings = query.selection().embeddings();
        if (embeddings.isEmpty()) {
            return query;
        }
        var table = query.table();
        var partitions = RangePartitions.of(table);
        var window =
                partitions.map(known -> KeyWindow.of(query.filter(), known)).orElse(Window.ALL);
        var within = within(query, window);
        if (!query.filter().anyOperand(operand -> operand instanceof Present)) {
            return within;
        }
        var bounds = partitions.map(known -> Walk.inside(window, known)).orElse(Filter.none());
        return within.of(new Filter.All(List.of(carried(query.filter(), table, window), bounds)));
    }

    /** The same query, of which only rows of a window are wanted; the same object where that says nothing new. */
    static ResourceQuery within(ResourceQuery query, Window window) {
        var embeddings = query.selection().embeddings();
        var within = within(embeddings, query.table(), Optional.of(window));
        return within.equals(embeddings) ? query : query.with(query.selection().with(within));
    }

    /** A filter in which what must belong to a row is looked for within the row's own window only. */
    static Filter carried(Filter filter, Table table, Window window) {
        return switch (filter) {
            case Filter.All(var parts) ->
                new Filter.All(
                        parts.stream().map(part -> carried(part, table, window)).toList());
            case Filter.Any(var parts) ->
                new Filter.Any(
                        parts.stream().map(part -> carried(part, table, window)).toList());
            case Filter.Not(var part) -> new Filter.Not(carried(part, table, window));
            case Filter.Exists(var embedding) ->
                new Filter.Exists(
                        within(List.of(embedding), table, Optional.of(window)).getFirst());
            default -> filter;
        };
    }

    /** The window of a table that follows from that of the other in a relationship; empty where none does. */
    static Optional<Window> towards(RangePartitions partitions, Relationship relationship, Filter ofOther) {
        return along(relationship, partitions).map(other -> KeyWindow.of(ofOther, other));
    }

    private static List<Embedding> within(List<Embedding> embeddings, Table table, Optional<Window> window) {
        List<Embedding> carried = new ArrayList<>(embeddings.size());
        for (var embedding : embeddings) {
            var target = embedding.relationship().target();
            var narrowed = window.filter(known -> !known.equals(Window.ALL))
                    .flatMap(known -> RangePartitions.of(table)
                            .flatMap(partitions -> along(embedding.relationship(), partitions))
                            .map(other -> embedding.with(Walk.inside(known, other))))
                    .orElse(embedding);
            var nested = carried(narrowed.embeddings(), target, narrowed.filter());
            carried.add(nested.equals(narrowed.embeddings()) ? narrowed : narrowed.with(nested));
        }
        return carried;
    }

    /** The partitions of the other table, where the relationship holds the keys of both, and these are of one type. */
    private static Optional<RangePartitions> along(Relationship relationship, RangePartitions partitions) {
        if (relationship.through().isPresent()) {
            return Optional.empty();
        }
        return RangePartitions.of(relationship.target())
                .filter(other -> relationship.columns().stream()
                        .anyMatch(pair -> pair.own().equals(partitions.column())
                                && pair.other().equals(other.column())
                                && pair.own().type().equals(pair.other().type())));
    }
}
