package dev.pgweir.resources.sql;

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
                sql.column(column).append(" " + comparison.sql() + " ").bind(value, origin);
            case Filter.CompareRow(var columns, var comparison, var values) ->
                sql.append("(")
                        .columns(columns)
                        .append(") " + comparison.sql() + " (")
                        .joined(values, ", ", value -> sql.bind(value, CURSOR))
                        .append(")");
            case Filter.In(var column, var values, var origin) ->
                sql.column(column)
                        .append(" = ANY (")
                        .bind(array(values), origin)
                        .append(")");
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
