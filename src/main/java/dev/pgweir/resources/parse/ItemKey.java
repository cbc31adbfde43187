package dev.pgweir.resources.parse;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.Table;
import dev.pgweir.resources.query.Comparison;
import dev.pgweir.resources.query.Expression;
import dev.pgweir.resources.query.Filter;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Origin;
import java.util.ArrayList;
import java.util.List;

/**
 * The primary key of one row, as a path names it.
 *
 * @param columns the columns of the key, in key order
 * @param values one a column, in PostgreSQL's text form
 */
public record ItemKey(List<Column> columns, List<String> values) {

    /**
     * Pairs the values of a path with the columns of a table's primary key.
     *
     * @throws InvalidRequest where their numbers differ
     */
    public static ItemKey of(Table table, List<String> values) {
        var key = table.primaryKey()
                .orElseThrow(() -> new IllegalArgumentException(table.name() + " has no primary key"));
        if (values.size() != key.columns().size()) {
            throw new InvalidRequest(
                    "malformed-key",
                    new Origin.Path(),
                    "the key of %s is %s: %d values joined by commas, not %d"
                            .formatted(
                                    table.name(),
                                    String.join(",", key.columns()),
                                    key.columns().size(),
                                    values.size()));
        }
        var columns = key.columns().stream()
                .map(name -> Columns.readable(table, name, new Origin.Path()))
                .toList();
        return new ItemKey(columns, List.copyOf(values));
    }

    /** The value of one of the columns. */
    public String value(Column column) {
        return values.get(columns.indexOf(column));
    }

    /** The filter that this row alone passes. */
    public Filter filter() {
        List<Filter> parts = new ArrayList<>();
        for (var i = 0; i < columns.size(); i++) {
            parts.add(new Filter.Compare(
                    new Expression.Value(columns.get(i)), Comparison.EQ, values.get(i), new Origin.Path()));
        }
        return new Filter.All(parts);
    }
}
