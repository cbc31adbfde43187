package dev.pgweir.resources.sql;

import dev.pgweir.catalog.Column;
import java.util.ArrayList;
import java.util.List;

/** Renders the columns of an answer, and behind them, as text, those that the gateway itself wants to know. */
final class ProjectionRenderer {

    private final SqlBuilder sql;
    private final String qualifier;

    ProjectionRenderer(SqlBuilder sql, String qualifier) {
        this.sql = sql;
        this.qualifier = qualifier;
    }

    /**
     * Renders a list of expressions.
     *
     * @param columns the columns of the answer
     * @param wanted the columns whose values the gateway wants as text
     */
    RowLayout render(List<Column> columns, List<Column> wanted) {
        List<Integer> keys = new ArrayList<>();
        List<Column> hidden = new ArrayList<>();
        for (var column : wanted) {
            var shown = columns.indexOf(column);
            if (shown >= 0 && Shown.of(column).isOwnText()) {
                keys.add(shown + 1);
            } else {
                hidden.add(column);
                keys.add(columns.size() + hidden.size());
            }
        }
        sql.joined(columns, ", ", this::shown);
        sql.append(columns.isEmpty() || hidden.isEmpty() ? "" : ", ");
        sql.joined(hidden, ", ", column -> name(column).append("::text"));
        return new RowLayout(columns, keys);
    }

    private void shown(Column column) {
        if (Shown.of(column) == Shown.TO_JSON) {
            sql.append("to_json(");
            name(column).append(")");
        } else {
            name(column);
        }
    }

    private SqlBuilder name(Column column) {
        return sql.append(qualifier).column(column);
    }
}
