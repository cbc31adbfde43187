package dev.pgweir.resources.statement;

import java.util.List;

/**
 * What the columns of a statement's rows mean: first those of the answer, then others that only the gateway reads.
 *
 * @param outputs the columns of the answer
 * @param keys one-based indexes of the columns that hold, as text, the values of an ordering or a key
 */
public record RowLayout(List<Output> outputs, List<Integer> keys) {

    /** Rows of which nothing is read. */
    public static final RowLayout NONE = new RowLayout(List.of(), List.of());
}
