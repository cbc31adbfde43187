package dev.pgweir.resources.plan;

import dev.pgweir.resources.query.Comparison;
import dev.pgweir.resources.query.Filter;
import dev.pgweir.resources.query.Filter.State;
import dev.pgweir.resources.query.OrderTerm;
import dev.pgweir.resources.request.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The filter that passes just the rows after a given one in a total ordering. Where all terms go one way over columns
 * without nulls it is a row comparison, which one index range serves; else the terms are spelled out. Either way the
 * first column is bounded on its own as well, because PostgreSQL does not prune partitions by a row comparison.
 */
final class Keyset {

    private static final Origin ORIGIN = new Origin.Query("cursor");

    private Keyset() {}

    /**
     * The rows after one row.
     *
     * @param ordering a total ordering
     * @param values the row's values of its columns, null as empty
     * @param leadingNeverNull whether no row has a null in the first column, whatever its definition says
     */
    static Filter after(List<OrderTerm> ordering, List<Optional<String>> values, boolean leadingNeverNull) {
        var after = isUniform(ordering) ? rowComparison(ordering, values) : spelledOut(ordering, values);
        List<Filter> parts = new ArrayList<>();
        leadingBound(ordering.getFirst(), values.getFirst(), leadingNeverNull).ifPresent(parts::add);
        parts.add(after);
        return new Filter.All(parts);
    }

    private static boolean isUniform(List<OrderTerm> ordering) {
        return ordering.stream()
                .allMatch(term -> !term.expression().nullable()
                        && term.descending() == ordering.getFirst().descending());
    }

    private static Filter rowComparison(List<OrderTerm> ordering, List<Optional<String>> values) {
        return new Filter.CompareRow(
                ordering.stream().map(OrderTerm::expression).toList(),
                beyond(ordering.getFirst()),
                values.stream().map(Optional::orElseThrow).toList());
    }

    private static Filter spelledOut(List<OrderTerm> ordering, List<Optional<String>> values) {
        List<Filter> alternatives = new ArrayList<>();
        List<Filter> equal = new ArrayList<>();
        for (var i = 0; i < ordering.size(); i++) {
            List<Filter> parts = new ArrayList<>(equal);
            parts.add(beyond(ordering.get(i), values.get(i)));
            alternatives.add(new Filter.All(parts));
            equal.add(same(ordering.get(i), values.get(i)));
        }
        return new Filter.Any(alternatives);
    }

    private static Filter beyond(OrderTerm term, Optional<String> value) {
        if (value.isEmpty()) {
            return term.nullsFirst() ? new Filter.Is(term.expression(), State.NOT_NULL) : new Filter.Any(List.of());
        }
        Filter beyond = new Filter.Compare(term.expression(), beyond(term), value.get(), ORIGIN);
        return term.expression().nullable() && !term.nullsFirst()
                ? new Filter.Any(List.of(beyond, new Filter.Is(term.expression(), State.NULL)))
                : beyond;
    }

    private static Filter same(OrderTerm term, Optional<String> value) {
        return value.<Filter>map(text -> new Filter.Compare(term.expression(), Comparison.EQ, text, ORIGIN))
                .orElseGet(() -> new Filter.Is(term.expression(), State.NULL));
    }

    private static Optional<Filter> leadingBound(OrderTerm term, Optional<String> value, boolean neverNull) {
        var nullsFollow = term.expression().nullable() && !term.nullsFirst() && !neverNull;
        var comparison = term.descending() ? Comparison.LTE : Comparison.GTE;
        return value.filter(text -> !nullsFollow)
                .map(text -> new Filter.Compare(term.expression(), comparison, text, ORIGIN));
    }

    private static Comparison beyond(OrderTerm term) {
        return term.descending() ? Comparison.LT : Comparison.GT;
    }
}
