package dev.pgweir.resources.sql;

import dev.pgweir.catalog.Column;
import dev.pgweir.resources.query.Comparison;
import dev.pgweir.resources.query.Filter;
import dev.pgweir.resources.request.Origin;
import java.util.List;
import java.util.stream.Collectors;

/** Renders filters. */
final class FilterRenderer {

    private static final Origin CURSOR = new Origin.Query("cursor");

    private final SqlBuilder sql;

    FilterRenderer(SqlBuilder sql) {
        this.sql = sql;
    }

    /** Renders a WHERE clause; nothing where every row passes. */
    void where(Filter filter) {
        if (!isEmpty(filter)) {
            sql.append(" WHERE ");
            render(filter);
        }
    }

    private static boolean isEmpty(Filter filter) {
        return filter instanceof Filter.All(var filters) && filters.stream().allMatch(FilterRenderer::isEmpty);
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
            case Filter.Compare(var column, var comparison, var value, var origin) ->
                sql.column(column).append(" " + comparison.sql() + " ").comparand(column, value, origin);
            case Filter.CompareRow(var columns, var comparison, var values) -> compareRow(columns, comparison, values);
            case Filter.In(var column, var values, var origin) -> in(column, values, origin);
            case Filter.Is(var column, var state) -> sql.column(column).append(" IS " + word(state));
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

    private void compareRow(List<Column> columns, Comparison comparison, List<String> values) {
        sql.append("(").columns(columns).append(") " + comparison.sql() + " (");
        sql.joined(columns, ", ", column -> sql.comparand(column, values.get(columns.indexOf(column)), CURSOR));
        sql.append(")");
    }

    private void in(Column column, List<String> values, Origin origin) {
        if (!column.type().array()) {
            sql.column(column)
                    .append(" = ANY (")
                    .bind(array(values), origin)
                    .append(SqlBuilder.cast(column, "[]") + ")");
        } else if (values.isEmpty()) {
            sql.append("FALSE");
        } else {
            // There are no arrays of arrays.
            sql.column(column).append(" IN (");
            sql.joined(values, ", ", value -> sql.bind(value, origin)).append(")");
        }
    }

    /** PostgreSQL's text form of an array, one placeholder whatever its length. */
    private static String array(List<String> values) {
        return values.stream()
                .map(value -> '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String word(Filter.State state) {
        return switch (state) {
            case NULL -> "NULL";
            case NOT_NULL -> "NOT NULL";
            case TRUE -> "TRUE";
            case FALSE -> "FALSE";
            case UNKNOWN -> "UNKNOWN";
        };
    }
}
