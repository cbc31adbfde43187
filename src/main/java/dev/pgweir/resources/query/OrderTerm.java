package dev.pgweir.resources.query;

import dev.pgweir.catalog.Column;

/**
 * One term of an ordering.
 *
 * @param column the column
 * @param descending from the greatest value down
 * @param nullsFirst whether nulls stand before all values
 */
public record OrderTerm(Column column, boolean descending, boolean nullsFirst) {

    /** Ascending or descending, with nulls where PostgreSQL puts them by default. */
    public static OrderTerm of(Column column, boolean descending) {
        return new OrderTerm(column, descending, descending);
    }
}
