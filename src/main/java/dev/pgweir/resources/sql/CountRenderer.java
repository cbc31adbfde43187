package dev.pgweir.resources.sql;

import dev.pgweir.resources.query.ResourceQuery;
import dev.pgweir.resources.query.Selected;
import dev.pgweir.resources.request.Origin;
import dev.pgweir.resources.statement.RowLayout;
import dev.pgweir.resources.statement.Statement;

/** Renders the question how many rows a list has on all its pages. */
public final class CountRenderer {

    private CountRenderer() {}

    /**
     * The statement that counts them.
     *
     * @param most where to stop counting
     */
    public static Statement exact(ResourceQuery query, long most) {
        var sql = new SqlBuilder().append("SELECT count(*) FROM (");
        rows(sql, query);
        if (most < Long.MAX_VALUE) {
            sql.append(" LIMIT ").bind(Long.toString(most), new Origin.Gateway());
        }
        return sql.append(") AS counted").statement(RowLayout.NONE);
    }

    /** The statement whose plan tells how many the planner expects. */
    public static Statement planned(ResourceQuery query) {
        var sql = new SqlBuilder().append("EXPLAIN (FORMAT JSON) ");
        rows(sql, query);
        return sql.statement(RowLayout.NONE);
    }

    private static void rows(SqlBuilder sql, ResourceQuery query) {
        if (query.grouped()) {
            var groups = new GroupedRenderer(
                    sql,
                    query,
                    query.projection().stream().map(Selected::expression).toList());
            sql.append("SELECT FROM ");
            groups.groups();
        } else {
            CallRenderer.from(sql.append("SELECT"), query);
            new FilterRenderer(sql, new ExpressionRenderer(sql, "t.")).clause(" WHERE ", query.filter());
        }
    }
}
