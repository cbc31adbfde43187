package dev.pgweir.resources.query;

import dev.pgweir.catalog.Column;

/**
 * One member of the objects of an answer.
 *
 * @param name what the answer calls it
 * @param expression its value
 */
public record Selected(String name, Expression expression) {

    /** A column under its own name. */
    public static Selected of(Column column) {
        return new Selected(column.name(), new Expression.Value(column));
    }
}
