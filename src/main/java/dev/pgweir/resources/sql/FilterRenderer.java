package dev.pgweir.resources.sql;

import dev.pgweir.catalog.ColumnType;
import dev.pgweir.resources.query.Comparison;
import dev.pgweir.resources.query.Expression;
import dev.pgweir.resources.query.Expression.Bucket;
import dev.pgweir.resources.query.Filter;
import dev.pgweir.resources.query.RelatedExpression;
import dev.pgweir.resources.request.Origin;
import java.util.List;
import java.util.Locale;

/** Renders filters. */
public final class FilterRenderer {

    private static final Origin CURSOR = new Origin.Query("cursor");

    private final SqlBuilder sql;
    private final Operands operands;

    public FilterRenderer(SqlBuilder sql, Operands operands) {
        this.sql = sql;
        this.operands = operands;
    }

    /** Renders a clause; nothing where every row passes. */
    public void clause(String keyword, Filter filter) {
        if (!isEmpty(filter)) {
            sql.append(keyword);
            render(filter);
        }
    }

    private static boolean isEmpty(Filter filter) {
        if (!(filter instanceof Filter.All(var filters))) {
            return false;
        }
        for (var part : filters) {
            if (!isEmpty(part)) {
                return false;
            }
        }
        return true;
    }

    private void render(Filter filter) {
        switch (filter) {
            case Filter.All(var filters) ->
                group(filters.stream().filter(part -> !isEmpty(part)).toList(), " AND ", "TRUE");
            case Filter.Any(var filters) -> group(filters, " OR ", "FALSE");
            case Filter.Not(var negated) -> {
                sql.append("NOT (");
                render(negated);
                sql.append(")");
            }
            case Filter.Compare compare -> compare(compare);
            case Filter.CompareEach each -> compareEach(each);
            case Filter.CompareRow(var row, var comparison, var values) -> compareRow(row, comparison, values);
            case Filter.In(var operand, var values, var origin) -> in(operand, values, origin);
            case Filter.FullText fullText -> fullText(fullText);
            case Filter.Exists(var embedding) -> operands.render(new RelatedExpression.Present(embedding));
            case Filter.Is(var operand, var state) -> {
                operands.render(operand);
                sql.append(state(operand.type(), state));
            }
        }
    }

    private void group(List<Filter> filters, String separator, String none) {
        if (filters.isEmpty()) {
            sql.append(none);
        } else if (filters.size() == 1) {
            render(filters.getFirst());
        } else {
            sql.append("(").joined(filters, separator, this::render).append(")");
        }
    }

    private void compare(Filter.Compare compare) {
        var window = new WindowRenderer(sql, operands);
        if (compare.operand() instanceof Bucket bucket) {
            window.bucket(bucket, compare.comparison(), compare.value(), compare.origin());
        } else if (compare.comparison() == Comparison.CONTAINED && WindowRenderer.hasRange(compare.operand())) {
            window.range(compare.operand(), compare.value(), compare.origin());
        } else {
            operands.render(compare.operand());
            sql.append(" " + compare.comparison().sql() + " ")
                    .comparand(compare.operand().type(), compare.value(), compare.origin());
        }
    }

    private void compareEach(Filter.CompareEach each) {
        operands.render(each.operand());
        sql.append(" " + each.comparison().sql() + (each.all() ? " ALL (" : " ANY ("))
                .bind(each.values(), each.origin())
                .append(SqlBuilder.cast(each.operand().type(), "[]") + ")");
    }

    private void compareRow(List<Expression> row, Comparison comparison, List<String> values) {
        sql.append("(").joined(row, ", ", operands::render).append(") " + comparison.sql() + " (");
        sql.joined(row, ", ", operand -> sql.comparand(operand.type(), values.get(row.indexOf(operand)), CURSOR));
        sql.append(")");
    }

    private void in(Expression operand, List<String> values, Origin origin) {
        if (operand instanceof Bucket && !values.isEmpty()) {
            // Each has bounds of its own.
            render(new Filter.Any(values.stream()
                    .<Filter>map(value -> new Filter.Compare(operand, Comparison.EQ, value, origin))
                    .toList()));
            return;
        }
        ColumnType type = operand.type();
        if (type.array() && values.isEmpty()) {
            sql.append("FALSE");
            return;
        }
        operands.render(operand);
        if (type.array()) {
            // There are no arrays of arrays.
            sql.append(" IN (")
                    .joined(values, ", ", value -> sql.bind(value, origin))
                    .append(")");
        } else {
            sql.append(" = ANY (").array(values, origin).append(SqlBuilder.cast(type, "[]") + ")");
        }
    }

    private void fullText(Filter.FullText fullText) {
        var isVector = fullText.operand().type().base().equals("tsvector");
        sql.append(isVector ? "" : "to_tsvector(");
        if (!isVector) {
            configuration(fullText);
        }
        operands.render(fullText.operand());
        sql.append(isVector ? " @@ " : ") @@ ")
                .append(fullText.syntax().name().toLowerCase(Locale.ROOT))
                .append("(");
        configuration(fullText);
        sql.bind(fullText.words(), fullText.origin()).append(")");
    }

    private void configuration(Filter.FullText fullText) {
        fullText.configuration()
                .ifPresent(name -> sql.bind(name, fullText.origin()).append("::regconfig, "));
    }

    /** A composite of nulls is a value, though PostgreSQL says of it that it IS NULL. */
    private static String state(ColumnType type, Filter.State state) {
        var composite = type.kind() == ColumnType.Kind.COMPOSITE && !type.array();
        return switch (state) {
            case NULL -> composite ? " IS NOT DISTINCT FROM NULL" : " IS NULL";
            case NOT_NULL -> composite ? " IS DISTINCT FROM NULL" : " IS NOT NULL";
            case TRUE -> " IS TRUE";
            case FALSE -> " IS FALSE";
            case UNKNOWN -> " IS UNKNOWN";
        };
    }
}
