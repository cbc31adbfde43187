package dev.pgweir.resources.sql.write;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.Table;
import dev.pgweir.resources.body.RowBody;
import dev.pgweir.resources.query.Filter;
import dev.pgweir.resources.request.Origin;
import dev.pgweir.resources.sql.ExpressionRenderer;
import dev.pgweir.resources.sql.FilterRenderer;
import dev.pgweir.resources.sql.SqlBuilder;
import dev.pgweir.resources.sql.write.RowWrite.ItemTarget;
import dev.pgweir.resources.statement.Statement;
import java.util.List;

/** Renders writes of rows that are there. */
public final class ChangeRenderer {

    private static final Origin PATH = new Origin.Path();

    private ChangeRenderer() {}

    /** The statement that changes the columns of a body in one row; the row answered tells its version. */
    public static Statement update(RowWrite write) {
        var sql = set(write.target().table(), write.body());
        target(sql, write.target());
        kept(sql, write);
        return sql.statement(new ReturningRenderer(sql).renderWithVersion(write.returned()));
    }

    /** The statement that changes the columns of a body in all rows that pass a filter. */
    public static Statement update(Table table, Filter filter, RowBody body, Returned returned) {
        var sql = set(table, body);
        where(sql, filter);
        return returning(sql, returned);
    }

    /**
     * The statement that puts a body in place of one row that is there. Columns that it leaves out take their defaults.
     * It touches nothing where the body names another key than the path.
     */
    public static Statement overwrite(RowWrite write) {
        var body = write.body();
        var target = write.target();
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
        InsertRenderer.sameKey(sql, " AND ", write);
        kept(sql, write);
        return sql.statement(new ReturningRenderer(sql).renderWithVersion(write.returned()));
    }

    /** The statement that deletes one row. */
    public static Statement delete(RowWrite write) {
        var target = write.target();
        var sql = new SqlBuilder().append("DELETE FROM ").table(target.table()).append(" AS t");
        target(sql, target);
        return sql.statement(new ReturningRenderer(sql).render(write.returned().members()));
    }

    /** The statement that deletes all rows that pass a filter. */
    public static Statement delete(Table table, Filter filter, Returned returned) {
        var sql = new SqlBuilder().append("DELETE FROM ").table(table).append(" AS t");
        where(sql, filter);
        return returning(sql, returned);
    }

    private static Statement returning(SqlBuilder sql, Returned returned) {
        var returning = new ReturningRenderer(sql);
        return returning.ordered(returning.render(returned, List.of()), returned);
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

    /** Without the present value in these columns it touches nothing. */
    private static void kept(SqlBuilder sql, RowWrite write) {
        for (var column : write.kept()) {
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
}
