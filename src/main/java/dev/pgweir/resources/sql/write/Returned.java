package dev.pgweir.resources.sql.write;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.Table;
import dev.pgweir.resources.query.Expression;
import dev.pgweir.resources.query.OrderTerm;
import dev.pgweir.resources.query.Selected;
import dev.pgweir.resources.query.WriteQuery;
import dev.pgweir.resources.request.WriteOptions;
import java.util.List;

/**
 * The rows that a write answers with. Members of a row's own are answered by the write itself. It does not see what triggers make of
 * other tables, or of what other tables hold by then, so rows with members from there are read again behind it.
 *
 * @param members the members of the objects to answer with
 * @param order the order in which they come
 * @param key the columns by which they are read behind the write, which then answers with these alone; none where it answers them itself
 */
public record Returned(List<Selected> members, List<OrderTerm> order, List<Column> key) {

    /** No rows. */
    public static final Returned NOTHING = new Returned(List.of(), List.of(), List.of());

    /** Rows as the write itself knows them. */
    public static Returned byWrite(Table table, WriteQuery query, WriteOptions options) {
        var order = options.returning() ? query.order() : List.<OrderTerm>of();
        return new Returned(query.answered(table, options), order, List.of());
    }

    /** Rows as they are once they are written. */
    public static Returned asWritten(Table table, WriteQuery query, WriteOptions options) {
        var known = byWrite(table, query, options);
        var ofOthers = known.members.stream().map(Selected::expression).anyMatch(Expression::isOfOthers);
        return ofOthers ? new Returned(known.members, known.order, table.readableKey()) : known;
    }

    /** Whether they are read by a statement of their own. */
    public boolean isReadBehind() {
        return !key.isEmpty();
    }
}
