package dev.pgweir.resources.query;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.Table;
import java.util.List;

/**
 * What a client wants to see of a table.
 *
 * @param table the table
 * @param projection the columns of the answer, in order
 * @param filter which rows
 * @param ordering in which order, as far as the client said
 * @param paging which part of the ordered rows
 * @param shape the words of filter and ordering, equal for all pages of one query
 */
public record ResourceQuery(
        Table table, List<Column> projection, Filter filter, List<OrderTerm> ordering, Paging paging, String shape) {}
