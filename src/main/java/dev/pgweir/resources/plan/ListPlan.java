package dev.pgweir.resources.plan;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.Table;
import dev.pgweir.resources.query.Filter;
import dev.pgweir.resources.query.OrderTerm;
import java.util.List;

/**
 * One statement's worth of a list.
 *
 * @param table the table
 * @param projection the columns of the answer
 * @param filter which rows, the keyset of an earlier page included
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
        List<OrderTerm> ordering,
        boolean total,
        int limit,
        int offset,
        long position,
        String shape) {}
