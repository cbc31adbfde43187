package dev.pgweir.resources.query;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.Table;
import dev.pgweir.resources.request.Call;
import java.util.List;
import java.util.Optional;

/**
 * What a client wants to see of a table.
 *
 * @param table the table
 * @param selection the members of the answer's objects, and their order as far as the client said
 * @param filter which rows
 * @param groups which groups, where rows are grouped by what is selected and is no aggregate, and each row of the answer is of a
 *     group; empty where they are not grouped
 * @param paging which part of the ordered rows
 * @param shape the words of selection, filters and ordering, equal for all pages of one query
 * @param call what makes the rows, where they do not stand in the table
 */
public record ResourceQuery(
        Table table,
        Selection selection,
        Filter filter,
        Optional<Filter> groups,
        Paging paging,
        String shape,
        Optional<Call> call) {

    /** A query for rows that stand in a table. */
    public ResourceQuery(
            Table table, Selection selection, Filter filter, Optional<Filter> groups, Paging paging, String shape) {
        this(table, selection, filter, groups, paging, shape, Optional.empty());
    }

    /** The query for the one row with the highest, or the lowest, value of a column. */
    public static ResourceQuery ends(Table table, Column column, boolean highest) {
        return new ResourceQuery(
                table,
                new Selection(List.of(Selected.of(column)), List.of(OrderTerm.of(column, highest))),
                Filter.none(),
                Optional.empty(),
                new Paging(1, false, 0, Optional.empty()),
                "");
    }

    /** The members of the answer's objects, in order. */
    public List<Selected> projection() {
        return selection.projection();
    }

    /** In which order, as far as the client said. */
    public List<OrderTerm> ordering() {
        return selection.ordering();
    }

    /** Whether each row of the answer is of a group of rows. */
    public boolean grouped() {
        return groups.isPresent();
    }

    /** The filter that the groups of the answer pass. */
    public Filter having() {
        return groups.orElse(Filter.none());
    }

    /** The same query for the rows that pass a filter in place of its own. */
    public ResourceQuery of(Filter another) {
        return new ResourceQuery(table, selection, another, groups, paging, shape, call);
    }

    /** The same query, of which something else is selected. */
    public ResourceQuery with(Selection another) {
        return new ResourceQuery(table, another, filter, groups, paging, shape, call);
    }

    /** The same query for those of its rows that pass another filter, too. */
    public ResourceQuery with(Filter another) {
        var both = new Filter.All(List.of(filter, another));
        return new ResourceQuery(table, selection, both, groups, paging, shape, call);
    }

    /** The same query for rows that a call makes. */
    public ResourceQuery from(Call source) {
        var words = shape + "&" + source.routine().signature() + source.given();
        return new ResourceQuery(table, selection, filter, groups, paging, words, Optional.of(source));
    }
}
