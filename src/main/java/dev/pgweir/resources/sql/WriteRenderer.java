package dev.pgweir.resources.sql;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.Key;
import dev.pgweir.catalog.Table;
import dev.pgweir.resources.body.RowBody;
import dev.pgweir.resources.parse.ItemKey;
import dev.pgweir.resources.query.Expression;
import dev.pgweir.resources.query.Selected;
import dev.pgweir.resources.request.Origin;
import dev.pgweir.resources.statement.RowLayout;
import dev.pgweir.resources.statement.Statement;
import java.util.List;

/**
 * Renders writes. The rows of a body travel as one JSON value, which the server takes apart by the types of the columns,
 * so that a write of any number of rows is one statement with one bind, and numbers keep every digit.
 */
public final class WriteRenderer {

    private static final Origin BODY = new Origin.Body("");
    private static final Origin PATH = new Origin.Path();

    private WriteRenderer() {}

    /**
     * The statement that inserts the rows of a body.
     *
     * @param returned the columns to answer with
     * @param keys the columns whose values the gateway wants, to name the new row
     */
    public static Statement insert(Table table, RowBody body, List<Selected> returned, List<Column> keys) {
        var sql = new SqlBuilder().append("INSERT INTO ").table(table).append(" AS t");
        if (body.columns().isEmpty()) {
            sql.append(" DEFAULT VALUES");
        } else {
            sql.append(" (").columns(body.columns()).append(") SELECT ").columns(body.columns());
            rows(sql, body, body.array() ? "json_to_recordset" : "json_to_record");
        }
        return returning(sql, returned, keys);
    }

    /** The statement that changes the columns of a body in one row, and answers with the row. */
    public static Statement update(Table table, ItemKey key, RowBody body, List<Selected> returned) {
        var sql = new SqlBuilder().append("UPDATE ").table(table).append(" AS t SET ");
        sql.joined(
                body.columns(),
                ", ",
                column -> sql.column(column).append(" = body.").column(column));
        rows(sql, body, "json_to_record");
        key(sql.append(" WHERE "), "t.", key);
        return returning(sql, returned, key.columns());
    }

    /**
     * The statement that puts a row in place of the one with this key, or makes it. Columns that the body leaves out
     * take their defaults. It touches nothing where the body names another key than the path. The row answered ends
     * with a key value, {@code true} where the row is new.
     */
    public static Statement replace(Table table, Key primaryKey, ItemKey key, RowBody body, List<Selected> returned) {
        var others = body.columns().stream()
                .filter(column -> !key.columns().contains(column))
                .toList();
        var sql = new SqlBuilder().append("INSERT INTO ").table(table).append(" AS t (");
        sql.columns(key.columns())
                .append(others.isEmpty() ? "" : ", ")
                .columns(others)
                .append(")");
        if (key.columns().stream().anyMatch(column -> column.generation() == Column.Generation.IDENTITY_ALWAYS)) {
            sql.append(" OVERRIDING SYSTEM VALUE");
        }
        sql.append(" SELECT ");
        sql.joined(
                key.columns(),
                ", ",
                column -> typed(sql, column, key.values().get(key.columns().indexOf(column))));
        sql.append(others.isEmpty() ? "" : ", ").columns(others);
        source(sql, body);
        sameKey(sql, key, body);
        conflict(sql, table, primaryKey);
        sql.append(" RETURNING ");
        var layout = new ProjectionRenderer(sql, new ExpressionRenderer(sql, "t.")).render(returned, List.of());
        sql.append(returned.isEmpty() ? "" : ", ")
                .append("(NOT EXISTS (SELECT FROM ")
                .table(table);
        key(sql.append(" AS earlier WHERE "), "earlier.", key);
        return sql.append("))::text").statement(new RowLayout(layout.outputs(), List.of(returned.size() + 1)));
    }

    /** The statement that deletes one row, and answers with it. */
    public static Statement delete(Table table, ItemKey key, List<Selected> returned) {
        var sql = new SqlBuilder().append("DELETE FROM ").table(table).append(" AS t");
        key(sql.append(" WHERE "), "t.", key);
        return returning(sql, returned, key.columns());
    }

    private static Statement returning(SqlBuilder sql, List<Selected> returned, List<Column> keys) {
        if (returned.isEmpty() && keys.isEmpty()) {
            return sql.statement(RowLayout.NONE);
        }
        sql.append(" RETURNING ");
        return sql.statement(
                new ProjectionRenderer(sql, new ExpressionRenderer(sql, "t.")).render(returned, values(keys)));
    }

    private static List<Expression> values(List<Column> columns) {
        return columns.stream().<Expression>map(Expression.Value::new).toList();
    }

    private static void rows(SqlBuilder sql, RowBody body, String function) {
        sql.append(" FROM " + function + "(").bind(body.json(), BODY).append("::json) AS body (");
        sql.joined(
                body.columns(),
                ", ",
                column -> sql.column(column).append(" " + column.type().sql()));
        sql.append(")");
    }

    private static void source(SqlBuilder sql, RowBody body) {
        if (!body.columns().isEmpty()) {
            rows(sql, body, "json_to_record");
        }
    }

    private static void sameKey(SqlBuilder sql, ItemKey key, RowBody body) {
        var repeated = key.columns().stream().filter(body.columns()::contains).toList();
        if (!repeated.isEmpty()) {
            sql.append(" WHERE ").joined(repeated, " AND ", column -> {
                sql.append("body.").column(column).append(" IS NOT DISTINCT FROM ");
                typed(sql, column, key.values().get(key.columns().indexOf(column)));
            });
        }
    }

    private static void conflict(SqlBuilder sql, Table table, Key primaryKey) {
        var replaced = table.columns().stream()
                .filter(Column::writable)
                .filter(column -> !primaryKey.columns().contains(column.name()))
                .toList();
        sql.append(" ON CONFLICT (").joined(primaryKey.columns(), ", ", sql::identifier);
        sql.append(") DO UPDATE SET ");
        if (replaced.isEmpty()) {
            var first = primaryKey.columns().getFirst();
            sql.identifier(first).append(" = EXCLUDED.").identifier(first);
        }
        sql.joined(
                replaced,
                ", ",
                column -> sql.column(column).append(" = EXCLUDED.").column(column));
    }

    private static void key(SqlBuilder sql, String qualifier, ItemKey key) {
        sql.joined(
                key.columns(),
                " AND ",
                column -> sql.append(qualifier)
                        .column(column)
                        .append(" = ")
                        .comparand(column.type(), key.values().get(key.columns().indexOf(column)), PATH));
    }

    private static void typed(SqlBuilder sql, Column column, String value) {
        sql.bind(value, PATH).append("::" + column.type().sql());
    }
}
