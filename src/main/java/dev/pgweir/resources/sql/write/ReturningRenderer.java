package dev.pgweir.resources.sql.write;

import dev.pgweir.catalog.Column;
import dev.pgweir.resources.query.Expression;
import dev.pgweir.resources.query.OrderTerm;
import dev.pgweir.resources.query.Selected;
import dev.pgweir.resources.sql.ExpressionRenderer;
import dev.pgweir.resources.sql.ProjectionRenderer;
import dev.pgweir.resources.sql.SelectRenderer;
import dev.pgweir.resources.sql.SqlBuilder;
import dev.pgweir.resources.statement.RowLayout;
import dev.pgweir.resources.statement.Statement;
import java.util.List;

/** Renders what a write answers with. */
final class ReturningRenderer {

    /** The version that the rows of the running transaction get; their {@code xmin} cannot be asked for everywhere. */
    private static final String VERSION = "pg_current_xact_id()::xid::text";

    private final SqlBuilder sql;

    ReturningRenderer(SqlBuilder sql) {
        this.sql = sql;
    }

    /** Renders members; nothing where there are none. */
    RowLayout render(List<Selected> returned) {
        return returned.isEmpty() ? RowLayout.NONE : projection().render(returned);
    }

    /** Renders members, then the version. */
    RowLayout renderWithVersion(List<Selected> returned) {
        return version(render(returned));
    }

    /** Renders members, then the primary key, then the version. */
    RowLayout renderWithKey(List<Selected> returned, List<Column> key) {
        return version(projection().renderWithKey(returned, values(key)));
    }

    private ProjectionRenderer projection() {
        return new ProjectionRenderer(sql.append(" RETURNING "), new ExpressionRenderer(sql, "t."));
    }

    private RowLayout version(RowLayout layout) {
        further(layout).append(VERSION);
        return layout.withVersion();
    }

    /** The statement with these members, in this order. */
    Statement ordered(List<Selected> returned, List<OrderTerm> order) {
        return ordered(render(returned), order);
    }

    /** The statement, whose rows come in this order. What they are ordered by follows the columns that the layout knows. */
    Statement ordered(RowLayout layout, List<OrderTerm> order) {
        if (order.isEmpty()) {
            return sql.statement(layout);
        }
        var width = layout.width();
        var operands = new ExpressionRenderer(sql, "t.");
        further(layout).joined(order, ", ", term -> operands.render(term.expression()));
        var written = sql.statement(layout);
        var ending = new SqlBuilder().append(") SELECT * FROM written ORDER BY ");
        for (var i = 0; i < order.size(); i++) {
            ending.append((i == 0 ? "" : ", ") + (width + i + 1));
            SelectRenderer.direction(ending, order.get(i));
        }
        var text = "WITH written AS (" + written.text()
                + ending.statement(RowLayout.NONE).text();
        return new Statement(text, written.binds(), layout);
    }

    /** Goes on to a further column of the rows. */
    SqlBuilder further(RowLayout layout) {
        return sql.append(layout.width() == 0 ? " RETURNING " : ", ");
    }

    private static List<Expression> values(List<Column> columns) {
        return columns.stream().<Expression>map(Expression.Value::new).toList();
    }
}
