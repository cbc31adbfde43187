package dev.pgweir.resources.plan;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.Table;
import dev.pgweir.resources.query.Filter;
import dev.pgweir.resources.query.OrderTerm;
import java.util.List;
import java.util.Optional;

/**
 * One statement's worth of a list.
 *
 * @param table the table
 * @param projection the columns of the answer
 * @param filter which rows, the keyset of an earlier page included
 * @param nearby a narrower filter, which passes only rows of the partition where the page begins: where they fill the page
 *     they are the page, and no other partition need be planned; empty where there is nothing to gain
 * @param ordering the ordering, made total where the table has a key
 * @param total whether the ordering is total, so that a page can begin after a row rather than after a count
 * @param limit the rows of the page; one more is fetched, to learn whether there is a next page
 * @param offset rows to pass over in this statement
 * @param position rows that stood on earlier pages
 * @param shape the words of filter and ordering, equal for all pages of one query
 */
public record ListPlan(
        Table table,
        List<Column> projection,
        Filter filter,
        Optional<Filter> nearby,
        List<OrderTerm> ordering,
        boolean total,
        int limit,
        int offset,
        long position,
        String shape) {

    /** The same list with the narrower filter. */
    public Optional<ListPlan> narrowed() {
        return nearby.map(narrow -> new ListPlan(
                table, projection, narrow, Optional.empty(), ordering, total, limit, offset, position, shape));
    }
}
