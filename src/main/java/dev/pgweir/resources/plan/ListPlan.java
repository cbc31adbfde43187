package dev.pgweir.resources.plan;

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
 * @param nearby a narrower filter, which passes only rows of the partition where the page begins: where they fill the page
 *     they are the page, and no other partition need be planned; empty where there is nothing to gain
 * @param ordering the ordering, made total where the table has a key
 * @param total whether the ordering is total, so that a page can begin after a row rather than after a count
 * @param limit the rows of the page; one more is fetched, to learn whether there is a next page
 * @param offset rows to pass over in this statement
 * @param position rows that stood on earlier pages
 */
public record ListPlan(
        ResourceQuery query,
        Filter after,
        Optional<Filter> nearby,
        List<OrderTerm> ordering,
        boolean total,
        int limit,
        int offset,
        long position) {

    /** The plan of all rows at once, in no order but the client's. */
    public static ListPlan whole(ResourceQuery query) {
        var paging = query.paging();
        return new ListPlan(
                query,
                Filter.none(),
                Optional.empty(),
                query.ordering(),
                false,
                paging.limit(),
                paging.offset(),
                paging.offset());
    }

    /** The same list, of which no row is wanted. */
    public ListPlan withoutRows() {
        return new ListPlan(query, after, nearby, ordering, total, 0, offset, position);
    }

    /** The same list with the narrower filter. */
    public Optional<ListPlan> narrowed() {
        return nearby.map(
                narrow -> new ListPlan(query, narrow, Optional.empty(), ordering, total, limit, offset, position));
    }
}
