package dev.pgweir.resources.sql.write;

import dev.pgweir.catalog.Column;
import dev.pgweir.resources.query.Expression;
import dev.pgweir.resources.query.Selected;
import dev.pgweir.resources.sql.ExpressionRenderer;
import dev.pgweir.resources.sql.ProjectionRenderer;
import dev.pgweir.resources.sql.SqlBuilder;
import dev.pgweir.resources.statement.RowLayout;
import java.util.List;

/** Renders what a write answers with. */
final class ReturningRenderer {

    /** The version that the rows of the running transaction get; their {@code xmin} cannot be asked for everywhere. */
    private static final String VERSION = "pg_current_xact_id()::xid::text";

    private final SqlBuilder sql;

    ReturningRenderer(SqlBuilder sql) {
        this.sql = sql;
    }

    /** Renders members, then keys; nothing where there are neither. */
    RowLayout render(List<Selected> returned, List<Column> keys) {
        if (returned.isEmpty() && keys.isEmpty()) {
            return RowLayout.NONE;
        }
        sql.append(" RETURNING ");
        return new ProjectionRenderer(sql, new ExpressionRenderer(sql, "t.")).render(returned, values(keys));
    }

    /** Renders members, then keys, then the version, which the layout takes for one more key. */
    RowLayout renderWithVersion(List<Selected> returned, List<Column> keys) {
        var layout = render(returned, keys);
        further(layout).append(VERSION);
        return layout.withKey();
    }

    /** Goes on to a further column of the rows. */
    SqlBuilder further(RowLayout layout) {
        return sql.append(layout.width() == 0 ? " RETURNING " : ", ");
    }

    private static List<Expression> values(List<Column> columns) {
        return columns.stream().<Expression>map(Expression.Value::new).toList();
    }
}
