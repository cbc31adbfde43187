package dev.pgweir.resources.sql;

import dev.pgweir.catalog.Column;
import dev.pgweir.resources.query.Expression;
import dev.pgweir.resources.query.Expression.Aggregate;
import dev.pgweir.resources.query.Expression.Bucket;
import dev.pgweir.resources.query.Expression.Cast;
import dev.pgweir.resources.query.Expression.JsonPath;
import dev.pgweir.resources.query.Expression.TextForm;
import dev.pgweir.resources.query.Expression.Value;
import dev.pgweir.resources.query.RelatedExpression.Collected;
import dev.pgweir.resources.query.RelatedExpression.Embedded;
import dev.pgweir.resources.query.RelatedExpression.Present;
import dev.pgweir.resources.query.RelatedExpression.Related;
import dev.pgweir.resources.request.Origin;
import java.util.Locale;
import java.util.Set;

/** Renders expressions over the columns of one row source. */
public final class ExpressionRenderer implements Operands {

    private static final Set<String> JSON = Set.of("json", "jsonb");
    private static final Origin SELECT = new Origin.Query("select");

    private final SqlBuilder sql;
    private final String qualifier;

    /** @param qualifier what stands before each column: the alias of its source and a dot, or nothing */
    public ExpressionRenderer(SqlBuilder sql, String qualifier) {
        this.sql = sql;
        this.qualifier = qualifier;
    }

    @Override
    public void render(Expression expression) {
        switch (expression) {
            case Value(var column) -> column(column);
            case JsonPath path -> path(path);
            case Bucket(var column, var unit) -> {
                sql.append("date_trunc('" + unit.word() + "', ");
                column(column);
                sql.append(truncated(column.type().base()));
            }
            case TextForm(var column) -> {
                column(column);
                sql.append("::text COLLATE \"C\"");
            }
            case Aggregate(var function, var of) -> {
                sql.append(function.name().toLowerCase(Locale.ROOT) + "(");
                of.ifPresentOrElse(this::render, () -> sql.append("*"));
                sql.append(")");
            }
            case Embedded(var embedding) -> new EmbeddingRenderer(sql, qualifier).rows(embedding);
            case Collected(var embedding, var of) -> new EmbeddingRenderer(sql, qualifier).collected(embedding, of);
            case Related(var embedding, var of) -> new EmbeddingRenderer(sql, qualifier).value(embedding, of);
            case Present(var embedding) -> new EmbeddingRenderer(sql, qualifier).exists(embedding);
            case Cast(var of, var type) -> {
                sql.append("CAST(");
                render(of);
                sql.append(" AS " + type.sql() + ")");
            }
        }
    }

    @Override
    public boolean has(Expression expression) {
        return true;
    }

    private static String truncated(String base) {
        return switch (base) {
            case "date" -> "::timestamp)::date";
            case "timestamptz" -> ", 'UTC')";
            default -> ")";
        };
    }

    private void path(JsonPath path) {
        var type = path.column().type();
        var json = !type.array() && JSON.contains(type.base());
        sql.append(json ? "(" : "(to_jsonb(");
        column(path.column());
        sql.append(json ? "" : ")");
        for (var i = 0; i < path.steps().size(); i++) {
            var step = path.steps().get(i);
            var last = i == path.steps().size() - 1;
            sql.append(last && path.asText() ? " ->> " : " -> ")
                    .bind(step.text(), SELECT)
                    .append(step.index() ? "::int" : "::text");
        }
        sql.append(")");
    }

    private void column(Column column) {
        sql.append(qualifier).column(column);
    }
}
