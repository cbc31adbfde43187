package dev.pgweir.resources.query;

import dev.pgweir.catalog.Table;
import java.util.List;

/**
 * What a client wants to see of a table.
 *
 * @param table the table
 * @param projection the members of the answer's objects, in order
 * @param grouped whether rows are grouped by what is selected and is no aggregate, and each answers for a group
 * @param filter which rows
 * @param having which groups
 * @param ordering in which order, as far as the client said
 * @param paging which part of the ordered rows
 * @param shape the words of selection, filters and ordering, equal for all pages of one query
 */
public record ResourceQuery(
        Table table,
        List<Selected> projection,
        boolean grouped,
        Filter filter,
        Filter having,
        List<OrderTerm> ordering,
        Paging paging,
        String shape) {}
