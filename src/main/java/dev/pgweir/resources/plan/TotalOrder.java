package dev.pgweir.resources.plan;

import dev.pgweir.catalog.Key;
import dev.pgweir.catalog.Partitioning;
import dev.pgweir.catalog.Table;
import dev.pgweir.resources.query.OrderTerm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes an ordering total by the columns of a key, so that every row has one place. They go the way of the last term the
 * client gave, so that one index serves both. Without a wish of the client's, a partitioned table is read along its
 * partition key, since any other order must merge all partitions.
 */
final class TotalOrder {

    private TotalOrder() {}

    /** The client's terms, then those of a key; unchanged where the table has no key. */
    static List<OrderTerm> of(Table table, List<OrderTerm> wanted) {
        List<OrderTerm> terms = new ArrayList<>(wanted);
        key(table).filter(key -> !covers(wanted, key)).ifPresent(key -> {
            var descending = !wanted.isEmpty() && wanted.getLast().descending();
            var partitionKey = wanted.isEmpty()
                    ? table.partitioning().map(Partitioning::key).orElse(List.of())
                    : List.<String>of();
            partitionKey.stream().filter(key.columns()::contains).forEach(name -> add(terms, table, name, descending));
            key.columns().forEach(name -> add(terms, table, name, descending));
        });
        return List.copyOf(terms);
    }

    /** Whether some key of the table tells all rows apart in this ordering. */
    static boolean isTotal(Table table, List<OrderTerm> terms) {
        return table.keys().stream().anyMatch(key -> covers(terms, key));
    }

    private static Optional<Key> key(Table table) {
        return table.keys().stream()
                .filter(key -> key.columns().stream()
                        .allMatch(name -> table.column(name).isPresent()))
                .findFirst();
    }

    private static boolean covers(List<OrderTerm> terms, Key key) {
        for (var name : key.columns()) {
            if (!contains(terms, name)) {
                return false;
            }
        }
        return true;
    }

    private static boolean contains(List<OrderTerm> terms, String name) {
        for (var term : terms) {
            if (term.column().name().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static void add(List<OrderTerm> terms, Table table, String name, boolean descending) {
        if (!contains(terms, name)) {
            table.column(name).ifPresent(column -> terms.add(OrderTerm.of(column, descending)));
        }
    }
}
