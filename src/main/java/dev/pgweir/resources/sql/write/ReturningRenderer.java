package dev.pgweir.resources.sql.write;

import dev.pgweir.catalog.Column;
import dev.pgweir.resources.query.Expression;
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
    RowLayout render(List<Selected> members) {
        return members.isEmpty() ? RowLayout.NONE : projection().render(members);
    }

    /** Renders the members of the rows, or the key by which they are read, then the version. */
    RowLayout renderWithVersion(Returned returned) {
        return returned.isReadBehind() ? renderWithKey(List.of(), returned.key()) : version(render(returned.members()));
    }

    /**
     * Renders the members of the rows; where a key is wanted, that and the version follow.
     *
     * @param key that of the one row; none where it is not asked for
     */
    RowLayout render(Returned returned, List<Column> key) {
        if (returned.isReadBehind()) {
            return renderWithKey(List.of(), returned.key());
        }
        return key.isEmpty() ? render(returned.members()) : renderWithKey(returned.members(), key);
    }

    private RowLayout renderWithKey(List<Selected> members, List<Column> key) {
        return version(projection().renderWithKey(members, values(key)));
    }

    private ProjectionRenderer projection() {
        return new ProjectionRenderer(sql.append(" RETURNING "), new ExpressionRenderer(sql, "t."));
    }

    private RowLayout version(RowLayout layout) {
        further(layout).append(VERSION);
        return layout.withVersion();
    }

    /** The statement, whose rows come in order. What they are ordered by follows the columns that the layout knows. */
    Statement ordered(RowLayout layout, Returned returned) {
        var order = returned.order();
        if (order.isEmpty() || returned.isReadBehind()) {
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
