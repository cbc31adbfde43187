package dev.pgweir.resources.plan;

import dev.pgweir.partitions.RangePartitions;
import dev.pgweir.partitions.Window;
import dev.pgweir.resources.query.Filter;
import dev.pgweir.resources.query.OrderTerm;
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
 * @param ordering the ordering, made total where the table has a key
 * @param total whether the ordering is total, so that a page can begin after a row rather than after a count
 * @param limit the rows of the page; one more is fetched, to learn whether there is a next page
 * @param offset rows to pass over in this statement
 * @param position rows that stood on earlier pages
 * @param floor the lowest value of the partition key that is shown, where the client did not say
 */
public record ListPlan(
        ResourceQuery query,
        Filter after,
        Optional<Span> span,
        Optional<Walk> walk,
        List<OrderTerm> ordering,
        boolean total,
        int limit,
        int offset,
        long position,
        Optional<String> floor) {

    /** The plan of all rows at once, in no order but the client's. */
    public static ListPlan whole(ResourceQuery query) {
        var paging = query.paging();
        return new ListPlan(
                query,
                Filter.none(),
                Optional.empty(),
                Optional.empty(),
                query.ordering(),
                false,
                paging.limit(),
                paging.offset(),
                paging.offset(),
                Optional.empty());
    }

    /** The same list, of which no row is wanted. */
    public ListPlan withoutRows() {
        return new ListPlan(query, after, span, walk, ordering, total, 0, offset, position, floor);
    }

    /** Some of its rows, of those in one step of a walk. */
    public ListPlan within(Walk way, Window step, int rows) {
        var here = new Filter.All(List.of(after, way.inside(step)));
        return new ListPlan(query, here, span, Optional.empty(), ordering, total, rows, 0, position, floor);
    }

    /**
     * A part of a partitioned table.
     *
     * @param partitions those of the table
     * @param window the window of the partition key that follows from the query
     * @param left what of it lies behind the earlier pages
     */
    public record Span(RangePartitions partitions, Window window, Window left) {}
}
