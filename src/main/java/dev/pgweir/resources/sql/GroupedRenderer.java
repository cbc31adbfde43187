package dev.pgweir.resources.sql;

import dev.pgweir.resources.query.Expression;
import dev.pgweir.resources.query.RelatedExpression;
import dev.pgweir.resources.query.ResourceQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Renders the groups of a page as a query of their own, {@code g}, whose columns {@code c1}, {@code c2} … the page selects
 * from: PostgreSQL groups by values that an answer then shows as JSON, and a keyset compares aggregates.
 */
final class GroupedRenderer implements Operands {

    private final SqlBuilder sql;
    private final ResourceQuery query;
    private final List<Expression> columns;

    /** @param columns what is wanted of each group */
    GroupedRenderer(SqlBuilder sql, ResourceQuery query, List<Expression> columns) {
        this.sql = sql;
        this.query = query;
        this.columns = columns.stream().distinct().toList();
    }

    /** Renders the name of a column of the groups. */
    @Override
    public void render(Expression expression) {
        sql.append("g.c" + (columns.indexOf(expression) + 1));
    }

    @Override
    public boolean has(Expression expression) {
        return columns.contains(expression);
    }

    /** Renders the groups as a source of rows. */
    void groups() {
        var rows = new ExpressionRenderer(sql, "t.");
        List<Integer> ordinals =
                new ArrayList<>(IntStream.rangeClosed(1, columns.size()).boxed().toList());
        sql.append("(SELECT ").joined(ordinals, ", ", ordinal -> {
            var expression = columns.get(ordinal - 1);
            rows.render(expression);
            // The text of JSON has the equality that JSON has not.
            sql.append(expression instanceof RelatedExpression related && related.isJson() ? "::text" : "")
                    .append(" AS c" + ordinal);
        });
        CallRenderer.from(sql, query);
        new FilterRenderer(sql, rows).clause(" WHERE ", query.filter());
        ordinals.removeIf(ordinal -> columns.get(ordinal - 1).isAggregate());
        if (!ordinals.isEmpty()) {
            sql.append(" GROUP BY ").joined(ordinals, ", ", ordinal -> sql.append(ordinal.toString()));
        }
        new FilterRenderer(sql, rows).clause(" HAVING ", query.having());
        sql.append(") AS g");
    }
}
