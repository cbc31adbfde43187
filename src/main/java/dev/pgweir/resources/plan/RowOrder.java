package dev.pgweir.resources.plan;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.Column.Generation;
import dev.pgweir.catalog.ColumnType;
import dev.pgweir.catalog.Key;
import dev.pgweir.catalog.Partitioning;
import dev.pgweir.catalog.Table;
import dev.pgweir.partitions.RangePartitions;
import dev.pgweir.resources.query.Derived;
import dev.pgweir.resources.query.Expression.TextForm;
import dev.pgweir.resources.query.Expression.Value;
import dev.pgweir.resources.query.OrderTerm;
import dev.pgweir.resources.query.ResourceQuery;
import dev.pgweir.resources.query.Selected;
import dev.pgweir.resources.query.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * In which order rows or groups are read: as the client wishes, made total by the columns of a key, so that every row has one place.
 * These go the way of the last term the client gave, so that one index serves both. Without a wish of the client's, a partitioned
 * table is read along its partition key, since any other order must merge all partitions. Rows of a table without a key are told
 * apart by where they are stored, and where that is not known, as of views and foreign tables, by all their columns: rows that are
 * alike in all of these come after each other, so that a page may begin after a count of rows. A view whose query orders
 * its rows by columns that it shows has that order before all else, and the rows of a function come as it gives them, unless the client
 * orders them.
 *
 * @param terms the client's terms, then those of a key, a place, all columns, or the groups
 * @param total whether these tell all rows or groups apart, so that a page can begin after a row rather than after a count
 */
public record RowOrder(List<OrderTerm> terms, boolean total) {

    private static final Derived<Selection, RowOrder> OF_ROWS = new Derived<>();

    /** Where a row is stored (PostgreSQL manual, chapter 5.6): what tells rows apart that no key does. */
    private static final Column PARTITION = system("tableoid", "oid");

    private static final Column PLACE = system("ctid", "tid");

    private static Column system(String name, String type) {
        return new Column(name, ColumnType.of(type), false, Optional.empty(), Generation.NONE, Optional.empty());
    }

    /** The order of the rows or groups of a query. */
    static RowOrder of(ResourceQuery query) {
        if (query.call().isPresent() && !query.grouped() && query.ordering().isEmpty()) {
            return asWished(query);
        }
        return query.grouped() ? made(query) : OF_ROWS.get(query.selection(), _ -> made(query));
    }

    private static RowOrder made(ResourceQuery query) {
        var terms = query.grouped()
                ? ofGroups(query.projection(), query.ordering())
                : ofRows(query.table(), query.ordering().isEmpty() ? own(query.table()) : query.ordering());
        return new RowOrder(terms, isTotal(query, terms));
    }

    /** The order of all rows as far as the client wishes one. */
    static RowOrder asWished(ResourceQuery query) {
        return new RowOrder(query.ordering(), false);
    }

    /** What comes before all else. */
    OrderTerm leading() {
        return terms.getFirst();
    }

    /** What it is by, as the query language spells it. */
    List<String> names() {
        return terms.stream().map(term -> term.expression().text()).toList();
    }

    static boolean isTotal(ResourceQuery query, List<OrderTerm> terms) {
        return query.grouped()
                || terms.stream().anyMatch(term -> term.expression().isColumn(PLACE))
                || query.table().keys().stream().anyMatch(key -> covers(terms, key));
    }

    private static List<OrderTerm> ofGroups(List<Selected> projection, List<OrderTerm> wanted) {
        List<OrderTerm> terms = new ArrayList<>(wanted);
        var descending = !wanted.isEmpty() && wanted.getLast().descending();
        projection.stream()
                .map(Selected::expression)
                .filter(expression -> !expression.isAggregate())
                .filter(expression ->
                        terms.stream().noneMatch(term -> term.expression().equals(expression)))
                .forEach(expression -> terms.add(OrderTerm.of(expression, descending)));
        return List.copyOf(terms);
    }

    /** The order that the query of a view gives its rows. */
    private static List<OrderTerm> own(Table table) {
        return table.structure().order().stream()
                .flatMap(key -> table.column(key.column()).stream()
                        .map(column -> new OrderTerm(new Value(column), key.descending(), key.nullsFirst())))
                .toList();
    }

    private static List<OrderTerm> ofRows(Table table, List<OrderTerm> wanted) {
        List<OrderTerm> terms = new ArrayList<>(wanted);
        key(table).filter(key -> !covers(wanted, key)).ifPresent(key -> {
            var descending = !wanted.isEmpty() && wanted.getLast().descending();
            var partitionKey = wanted.isEmpty()
                    ? table.partitioning().map(Partitioning::key).orElse(List.of())
                    : List.<String>of();
            partitionKey.stream().filter(key.columns()::contains).forEach(name -> add(terms, table, name, descending));
            key.columns().forEach(name -> add(terms, table, name, descending));
        });
        if (key(table).isEmpty()) {
            if (table.hasVersions()) {
                addPlace(terms, table);
            } else {
                addAll(terms, table);
            }
        }
        return List.copyOf(terms);
    }

    private static void addPlace(List<OrderTerm> terms, Table table) {
        if (terms.isEmpty()) {
            RangePartitions.of(table)
                    .filter(partitions -> !partitions.mayHoldNull())
                    .ifPresent(partitions -> terms.add(OrderTerm.of(partitions.column(), false)));
        }
        terms.add(OrderTerm.of(PARTITION, false));
        terms.add(OrderTerm.of(PLACE, false));
    }

    private static void addAll(List<OrderTerm> terms, Table table) {
        for (var column : table.columns()) {
            if (column.readable() && !column.sortsExactly()) {
                terms.add(OrderTerm.of(new TextForm(column), false));
            } else if (column.readable()) {
                add(terms, table, column.name(), false);
            }
        }
    }

    private static Optional<Key> key(Table table) {
        return table.keys().stream().filter(table::isReadable).findFirst();
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
            if (term.expression() instanceof Value(var column) && column.name().equals(name)) {
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
