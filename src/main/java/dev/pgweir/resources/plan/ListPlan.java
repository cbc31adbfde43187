package dev.pgweir.resources.plan;

import dev.pgweir.partitions.RangePartitions;
import dev.pgweir.partitions.Window;
import dev.pgweir.resources.query.Filter;
import dev.pgweir.resources.query.ResourceQuery;
import java.util.List;
import java.util.Optional;

/**
 * One statement's worth of a list.
 *
 * @param query what the client wants
 * @param after which rows or groups lie behind the earlier pages
 * @param span which part of the table it is about; empty where that has no partitions by range, or is read whole
 * @param walk the way along the partition key by which the rows can be found a few partitions at a time; empty where one
 *     statement has to look into all
 * @param order the order of the rows
 * @param slice which of the rows in that order
 * @param floor the lowest value of the partition key that is shown, where the client did not say
 */
public record ListPlan(
        ResourceQuery query,
        Filter after,
        Optional<Span> span,
        Optional<Walk> walk,
        RowOrder order,
        Slice slice,
        Optional<String> floor) {

    /** The plan of all rows at once, in no order but the client's. */
    public static ListPlan whole(ResourceQuery wanted) {
        var query = EmbeddedWindows.carried(wanted);
        var paging = query.paging();
        return new ListPlan(
                query,
                Filter.none(),
                Optional.empty(),
                Optional.empty(),
                RowOrder.asWished(query),
                new Slice(paging.limit(), paging.offset(), paging.offset()),
                Optional.empty());
    }

    /** The same list, of which no row is wanted. */
    public ListPlan withoutRows() {
        var none = new Slice(0, slice.offset, slice.position);
        return new ListPlan(query, after, span, walk, order, none, floor);
    }

    /** Some of its rows, of those in one step of a walk. */
    public ListPlan within(Walk way, Window step, int rows) {
        var here = new Filter.All(List.of(after, way.inside(step)));
        var narrowed = EmbeddedWindows.within(query, step);
        return new ListPlan(narrowed, here, span, Optional.empty(), order, new Slice(rows, 0, slice.position), floor);
    }

    /**
     * Which of the ordered rows a statement is about.
     *
     * @param limit the rows of the page; one more is fetched, to learn whether there is a next page
     * @param offset rows to pass over in this statement
     * @param position rows that stood on earlier pages
     */
    public record Slice(int limit, int offset, long position) {}

    /**
     * A part of a partitioned table.
     *
     * @param partitions those of the table
     * @param window the window of the partition key that follows from the query
     * @param left what of it lies behind the earlier pages
     */
    public record Span(RangePartitions partitions, Window window, Window left) {}
}
