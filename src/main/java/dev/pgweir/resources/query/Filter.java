package dev.pgweir.resources.query;

import dev.pgweir.catalog.Column;
import dev.pgweir.resources.request.Origin;
import java.util.List;

/** A condition on rows. */
public sealed interface Filter {

    /** The filter that every row passes. */
    Filter NONE = new All(List.of());

    /**
     * All of these hold; every row passes where there are none.
     *
     * @param filters the parts
     */
    record All(List<Filter> filters) implements Filter {}

    /**
     * At least one of these holds; no row passes where there are none.
     *
     * @param filters the parts
     */
    record Any(List<Filter> filters) implements Filter {}

    /**
     * This does not hold.
     *
     * @param filter the part
     */
    record Not(Filter filter) implements Filter {}

    /**
     * A column compares so with a value.
     *
     * @param column the column
     * @param comparison the operator
     * @param value in PostgreSQL's text form of the column's type
     * @param origin where the value came from
     */
    record Compare(Column column, Comparison comparison, String value, Origin origin) implements Filter {}

    /**
     * A row of columns lies before or after a row of values, compared from left to right.
     *
     * @param columns the columns
     * @param comparison {@code >} or {@code <}
     * @param values one a column
     */
    record CompareRow(List<Column> columns, Comparison comparison, List<String> values) implements Filter {}

    /**
     * A column equals one of these values.
     *
     * @param column the column
     * @param values in PostgreSQL's text form of the column's type
     * @param origin where the values came from
     */
    record In(Column column, List<String> values, Origin origin) implements Filter {}

    /**
     * A column is in a state.
     *
     * @param column the column
     * @param state the state
     */
    record Is(Column column, State state) implements Filter {}

    /** What {@code IS} can ask for. */
    enum State {
        NULL,
        NOT_NULL,
        TRUE,
        FALSE,
        UNKNOWN
    }
}
