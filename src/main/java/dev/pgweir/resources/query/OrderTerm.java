package dev.pgweir.resources.query;

import dev.pgweir.catalog.Column;

/**
 * One term of an ordering.
 *
 * @param expression what is ordered by
 * @param descending from the greatest value down
 * @param nullsFirst whether nulls stand before all values
 */
public record OrderTerm(Expression expression, boolean descending, boolean nullsFirst) {

    /** Ascending or descending, with nulls where PostgreSQL puts them by default. */
    public static OrderTerm of(Expression expression, boolean descending) {
        return new OrderTerm(expression, descending, descending);
    }

    /** A column, ascending or descending, with nulls where PostgreSQL puts them by default. */
    public static OrderTerm of(Column column, boolean descending) {
        return of(new Expression.Value(column), descending);
    }
}
