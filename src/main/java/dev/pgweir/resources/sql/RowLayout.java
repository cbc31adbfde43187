package dev.pgweir.resources.sql;

import dev.pgweir.catalog.Column;
import java.util.List;

/**
 * What the columns of a statement's rows mean: first those of the answer, then others that only the gateway reads.
 *
 * @param columns the columns of the answer, in the form {@link Shown} gives them
 * @param keys one-based indexes of the columns that hold, as text, the values of an ordering or a key
 */
public record RowLayout(List<Column> columns, List<Integer> keys) {

    /** Rows of which nothing is read. */
    static final RowLayout NONE = new RowLayout(List.of(), List.of());
}
