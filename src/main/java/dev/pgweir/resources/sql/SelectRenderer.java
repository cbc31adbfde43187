package dev.pgweir.resources.sql;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.Table;
import dev.pgweir.resources.parse.ItemKey;
import dev.pgweir.resources.plan.ListPlan;
import dev.pgweir.resources.query.OrderTerm;
import dev.pgweir.resources.request.Origin;
import java.util.List;

/** Renders reads. */
public final class SelectRenderer {

    private static final Origin GATEWAY = new Origin.Gateway();

    private SelectRenderer() {}

    /** The statement of a page; its keys are the columns of the ordering where that is total. */
    public static Statement page(ListPlan plan) {
        var sql = new SqlBuilder().append("SELECT ");
        var ordering = plan.ordering().stream().map(OrderTerm::column).toList();
        var layout =
                new ProjectionRenderer(sql, "").render(plan.projection(), plan.total() ? ordering : List.<Column>of());
        sql.append(" FROM ").table(plan.table()).append(" AS t");
        new FilterRenderer(sql).where(plan.filter());
        if (!plan.ordering().isEmpty()) {
            sql.append(" ORDER BY ").joined(plan.ordering(), ", ", term -> order(sql, term));
        }
        sql.append(" LIMIT ").bind(Integer.toString(plan.limit() + 1), GATEWAY);
        if (plan.offset() > 0) {
            sql.append(" OFFSET ").bind(Integer.toString(plan.offset()), GATEWAY);
        }
        return sql.statement(layout);
    }

    /** The statement that reads one row by its key. */
    public static Statement item(Table table, List<Column> projection, ItemKey key) {
        var sql = new SqlBuilder().append("SELECT ");
        var layout = new ProjectionRenderer(sql, "").render(projection, List.of());
        sql.append(" FROM ").table(table);
        new FilterRenderer(sql).where(key.filter());
        return sql.statement(layout);
    }

    private static void order(SqlBuilder sql, OrderTerm term) {
        // Unqualified, the name would mean the column of the answer, which may be the text of this one.
        sql.append("t.").column(term.column()).append(term.descending() ? " DESC" : "");
        if (term.column().nullable() && term.nullsFirst() != term.descending()) {
            sql.append(term.nullsFirst() ? " NULLS FIRST" : " NULLS LAST");
        }
    }
}
