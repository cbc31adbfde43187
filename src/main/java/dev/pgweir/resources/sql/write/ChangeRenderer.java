package dev.pgweir.resources.sql.write;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.Table;
import dev.pgweir.resources.body.RowBody;
import dev.pgweir.resources.parse.ItemKey;
import dev.pgweir.resources.query.Filter;
import dev.pgweir.resources.query.OrderTerm;
import dev.pgweir.resources.query.Selected;
import dev.pgweir.resources.request.Origin;
import dev.pgweir.resources.sql.ExpressionRenderer;
import dev.pgweir.resources.sql.FilterRenderer;
import dev.pgweir.resources.sql.SqlBuilder;
import dev.pgweir.resources.statement.Statement;
import java.util.List;
import java.util.Optional;

/** Renders writes of rows that are there. */
public final class ChangeRenderer {

    private static final Origin PATH = new Origin.Path();

    private ChangeRenderer() {}

    /**
     * The statement that changes the columns of a body in one row; the row answered tells its version.
     *
     * @param kept columns of the body without whose present value in the row it touches nothing
     */
    public static Statement update(ItemTarget target, RowBody body, List<Column> kept, List<Selected> returned) {
        var sql = set(target.table(), body);
        target(sql, target);
        kept(sql, kept);
        return sql.statement(new ReturningRenderer(sql).renderWithVersion(returned));
    }

    /** The statement that changes the columns of a body in all rows that pass a filter. */
    public static Statement update(
            Table table, Filter filter, RowBody body, List<Selected> returned, List<OrderTerm> order) {
        var sql = set(table, body);
        where(sql, filter);
        return new ReturningRenderer(sql).ordered(returned, order);
    }

    /**
     * The statement that puts a body in place of one row that is there. Columns that it leaves out take their defaults.
     * It touches nothing where the body names another key than the path.
     *
     * @param kept columns of the body without whose present value in the row it touches nothing
     */
    public static Statement overwrite(ItemTarget target, RowBody body, List<Column> kept, List<Selected> returned) {
        var key = target.key();
        var replaced = InsertRenderer.replaced(target.table(), key, body);
        var sql = new SqlBuilder().append("UPDATE ").table(target.table()).append(" AS t SET ");
        sql.joined(replaced.isEmpty() ? key.columns().subList(0, 1) : replaced, ", ", column -> {
            sql.column(column).append(" = ");
            if (body.columns().contains(column)) {
                sql.append("body.").column(column);
            } else if (replaced.isEmpty()) {
                sql.append("t.").column(column);
            } else {
                sql.append("DEFAULT");
            }
        });
        BodySource.from(sql, body);
        target(sql, target);
        InsertRenderer.sameKey(sql, " AND ", key, body);
        kept(sql, kept);
        return sql.statement(new ReturningRenderer(sql).renderWithVersion(returned));
    }

    /** The statement that deletes one row. */
    public static Statement delete(ItemTarget target, List<Selected> returned) {
        var sql = new SqlBuilder().append("DELETE FROM ").table(target.table()).append(" AS t");
        target(sql, target);
        return sql.statement(new ReturningRenderer(sql).render(returned));
    }

    /** The statement that deletes all rows that pass a filter. */
    public static Statement delete(Table table, Filter filter, List<Selected> returned, List<OrderTerm> order) {
        var sql = new SqlBuilder().append("DELETE FROM ").table(table).append(" AS t");
        where(sql, filter);
        return new ReturningRenderer(sql).ordered(returned, order);
    }

    private static SqlBuilder set(Table table, RowBody body) {
        var sql = new SqlBuilder().append("UPDATE ").table(table).append(" AS t SET ");
        if (body.changed().isEmpty()) {
            var any = table.columns().stream()
                    .filter(Column::updatable)
                    .findFirst()
                    .orElseThrow();
            sql.column(any).append(" = t.").column(any);
        }
        sql.joined(
                body.columns(),
                ", ",
                column -> sql.column(column).append(" = body.").column(column));
        sql.append(body.columns().isEmpty() || body.leftOut().isEmpty() ? "" : ", ");
        sql.joined(body.leftOut(), ", ", column -> sql.column(column).append(" = DEFAULT"));
        BodySource.from(sql, body);
        return sql;
    }

    private static void kept(SqlBuilder sql, List<Column> kept) {
        for (var column : kept) {
            sql.append(" AND ");
            BodySource.same(sql, column);
        }
    }

    private static void where(SqlBuilder sql, Filter filter) {
        new FilterRenderer(sql, new ExpressionRenderer(sql, "t.")).clause(" WHERE ", filter);
    }

    private static void target(SqlBuilder sql, ItemTarget target) {
        where(sql, target.key().filter());
        target.versions()
                .ifPresent(versions -> sql.append(" AND t.xmin = ANY (")
                        .bind("{" + String.join(",", versions) + "}", PATH)
                        .append("::xid[])"));
    }

    /**
     * The one row that a write is about.
     *
     * @param table where it is
     * @param key its primary key
     * @param versions those of which it must have one; empty where any will do
     */
    public record ItemTarget(Table table, ItemKey key, Optional<List<String>> versions) {}
}
