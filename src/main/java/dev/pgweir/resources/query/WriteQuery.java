package dev.pgweir.resources.query;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.Table;
import dev.pgweir.resources.request.NotReadable;
import dev.pgweir.resources.request.Origin;
import dev.pgweir.resources.request.WriteOptions;
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
        Optional<List<Column>> onConflict) {

    /**
     * The members of the objects to answer with; none where no rows are answered.
     *
     * @throws NotReadable where rows are wanted of which the role may read nothing
     */
    public List<Selected> answered(Table table, WriteOptions options) {
        if (!options.returning()) {
            return List.of();
        }
        if (returned.isEmpty() && !table.columns().isEmpty()) {
            throw new NotReadable(table, new Origin.Header("Prefer"));
        }
        return returned;
    }
}
