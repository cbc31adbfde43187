package dev.pgweir.resources.statement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the columns of a statement's rows mean: first those of the answer, then others that only the gateway reads.
 *
 * @param outputs the columns of the answer
 * @param keys one-based indexes of the columns whose text the gateway asked for, in the order it asked
 * @param created one-based index of the column that tells whether the row is new; empty where there is none
 */
public record RowLayout(List<Output> outputs, List<Integer> keys, Optional<Integer> created) {

    /** Rows of which nothing is read. */
    public static final RowLayout NONE = new RowLayout(List.of(), List.of());

    /** A layout that does not tell new rows from old ones. */
    public RowLayout(List<Output> outputs, List<Integer> keys) {
        this(outputs, keys, Optional.empty());
    }

    /** How many columns the statement's rows have. */
    public int width() {
        var last = Math.max(outputs.size(), created.orElse(0));
        return Math.max(last, keys.stream().mapToInt(Integer::intValue).max().orElse(0));
    }

    /** The same layout with one more column, which tells whether the row is new. */
    public RowLayout withCreated() {
        return new RowLayout(outputs, keys, Optional.of(width() + 1));
    }

    /** The same layout with one more column, which is one more key. */
    public RowLayout withKey() {
        List<Integer> more = new ArrayList<>(keys);
        more.add(width() + 1);
        return new RowLayout(outputs, more, created);
    }

    /**
     * One column of a statement's rows that an answer shows.
     *
     * @param name what the answer calls it
     * @param form the form in which the server hands it over
     */
    public record Output(String name, ValueForm form) {}
}
