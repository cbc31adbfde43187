package dev.pgweir.resources.sql;

import dev.pgweir.resources.query.Comparison;
import dev.pgweir.resources.query.Expression;
import dev.pgweir.resources.query.Expression.Bucket;
import dev.pgweir.resources.query.Expression.Value;
import dev.pgweir.resources.request.Origin;
import java.util.Map;

/**
 * Renders conditions that keep a column within bounds without comparing the column itself, and next to them plain
 * comparisons that follow from them: by these alone PostgreSQL leaves out partitions and uses indexes.
 */
final class WindowRenderer {

    private static final Map<String, String> RANGES = Map.of(
            "int4", "int4range",
            "int8", "int8range",
            "numeric", "numrange",
            "date", "daterange",
            "timestamp", "tsrange",
            "timestamptz", "tstzrange");

    private final SqlBuilder sql;
    private final Operands operands;

    WindowRenderer(SqlBuilder sql, Operands operands) {
        this.sql = sql;
        this.operands = operands;
    }

    /** Whether an expression is a column that a range of its type can contain. */
    static boolean hasRange(Expression operand) {
        return operand instanceof Value
                && !operand.type().array()
                && RANGES.containsKey(operand.type().base());
    }

    /** Renders that a range contains a column. */
    void range(Expression column, String range, Origin origin) {
        var type = "::" + RANGES.get(column.type().base()) + ")";
        sql.append("(");
        operands.render(column);
        sql.append(" <@ (").bind(range, origin).append(type);
        sql.append(" AND (lower_inf(").bind(range, origin).append(type + " OR ");
        operands.render(column);
        sql.append(" >= lower(").bind(range, origin).append(type + ") AND (upper_inf(");
        sql.bind(range, origin).append(type + " OR ");
        operands.render(column);
        sql.append(" <= upper(").bind(range, origin).append(type + "))");
    }

    /** Renders a comparison of the beginning of a column's calendar unit. */
    void bucket(Bucket bucket, Comparison comparison, String value, Origin origin) {
        sql.append("(");
        operands.render(bucket);
        sql.append(" " + comparison.sql() + " ").bind(value, origin);
        if (operands.has(new Value(bucket.column()))) {
            bounds(bucket, comparison, value, origin);
        }
        sql.append(")");
    }

    private void bounds(Bucket bucket, Comparison comparison, String value, Origin origin) {
        switch (comparison) {
            case EQ -> {
                from(bucket, value, origin);
                upTo(bucket, value, origin);
            }
            case GT, GTE -> from(bucket, value, origin);
            case LT, LTE -> upTo(bucket, value, origin);
            default -> {} // no bounds follow
        }
    }

    private void from(Bucket bucket, String value, Origin origin) {
        sql.append(" AND ");
        operands.render(new Value(bucket.column()));
        sql.append(" >= ").bind(value, origin);
    }

    /** Up to the last value of the unit rather than before the next: infinity lies in a unit of its own without a next. */
    private void upTo(Bucket bucket, String value, Origin origin) {
        var type = bucket.type().base();
        var step = type.equals("date") ? "day" : "microsecond";
        sql.append(" AND ");
        operands.render(new Value(bucket.column()));
        sql.append(" <= (").bind(value, origin);
        sql.append(
                "::" + type + " + interval '" + bucket.unit().interval() + "' - interval '1 " + step + "')::" + type);
    }
}
