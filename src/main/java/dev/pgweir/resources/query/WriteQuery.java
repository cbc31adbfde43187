package dev.pgweir.resources.query;

import dev.pgweir.catalog.Column;
import java.util.List;
import java.util.Optional;

/**
 * What the parameters of a write say.
 *
 * @param returned the members of the objects to answer with, where rows are answered
 * @param filter which rows are changed or deleted
 * @param columns the columns to take from the body; empty for those that it gives
 * @param order in which order written rows are answered
 * @param shown which of them are answered; all are written
 * @param onConflict the columns of the unique key by which a row counts as there already; empty for the primary key
 */
public record WriteQuery(
        List<Selected> returned,
        List<OrderTerm> order,
        Paging shown,
        Filter filter,
        Optional<List<Column>> columns,
        Optional<List<Column>> onConflict) {}
