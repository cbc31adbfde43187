package dev.pgweir.resources.plan;

import dev.pgweir.partitions.KeyValue;
import dev.pgweir.partitions.RangePartitions;
import dev.pgweir.partitions.Window;
import dev.pgweir.resources.plan.ListPlan.Span;
import dev.pgweir.resources.query.Comparison;
import dev.pgweir.resources.query.Expression;
import dev.pgweir.resources.query.Filter;
import dev.pgweir.resources.query.OrderTerm;
import dev.pgweir.resources.request.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The way of a page along the partition key, from one end of a window to the other by a few partitions at a time: all rows of a
 * step come before those of the next. Immutable.
 *
 * @param partitions those of the table
 * @param descending whether it begins at the upper end
 * @param left the window that was not looked into yet
 * @param reached where the last step ended; empty before the first
 */
public record Walk(RangePartitions partitions, boolean descending, Window left, Optional<KeyValue> reached) {

    private static final Origin ORIGIN = new Origin.Gateway();

    /** The walk through a part of a table; empty where the ordering does not run along the partition key. */
    static Optional<Walk> through(Span span, OrderTerm leading) {
        return isAlong(leading, span.partitions())
                ? Optional.of(new Walk(span.partitions(), leading.descending(), span.left(), Optional.empty()))
                : Optional.empty();
    }

    /** Whether an ordering runs along the partition key, of which then no row lacks a value. */
    static boolean isAlong(OrderTerm leading, RangePartitions partitions) {
        return leading.expression().isColumn(partitions.column()) && !partitions.mayHoldNull();
    }

    /** The next step, so many partitions wide. */
    public Window step(int width) {
        return partitions.endOf(left, descending, width);
    }

    /** Whether nothing lies before it, so that its first rows are the table's outermost. */
    public boolean beginsAtTheEnd() {
        return (descending ? left.to() : left.from()).isEmpty();
    }

    /** How wide a step must be to reach a value. */
    public int widthTo(KeyValue value) {
        return left.contains(value) ? partitions.widthTo(left, descending, value) : 1;
    }

    /** The walk after a step; empty where it was the last. */
    public Optional<Walk> beyond(Window step) {
        return step.equals(left)
                ? Optional.empty()
                : (descending ? step.from() : step.to())
                        .map(end -> new Walk(partitions, descending, left.intersect(behind(end)), Optional.of(end)));
    }

    private Window behind(KeyValue end) {
        return descending ? Window.before(end) : Window.startingAt(end);
    }

    /** The rows of a step, where the query's own filter passes no others than those of the window. */
    Filter inside(Window step) {
        List<Filter> bounds = new ArrayList<>();
        reached.ifPresent(end -> bounds.add(behind(end, partitions, descending)));
        if (!step.equals(left)) {
            (descending ? step.from() : step.to()).ifPresent(end -> bounds.add(behind(end, partitions, !descending)));
        }
        return new Filter.All(bounds);
    }

    /** The rows inside a window. */
    public static Filter inside(Window window, RangePartitions partitions) {
        List<Filter> bounds = new ArrayList<>();
        window.from().ifPresent(from -> bounds.add(behind(from, partitions, false)));
        window.to().ifPresent(to -> bounds.add(behind(to, partitions, true)));
        return new Filter.All(bounds);
    }

    /** The rows below a value, or those from there up. */
    static Filter behind(KeyValue end, RangePartitions partitions, boolean descending) {
        return new Filter.Compare(
                new Expression.Value(partitions.column()),
                descending ? Comparison.LT : Comparison.GTE,
                end.text(),
                ORIGIN);
    }
}
