package dev.pgweir.resources.statement;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the columns of a statement's rows mean: first those of the answer, then others that only the gateway reads. Columns are named by
 * their one-based indexes.
 *
 * @param outputs the columns of the answer
 * @param ordering the columns with the text of what rows are ordered by, in that order
 * @param primaryKey the columns with the text of the primary key, in key order
 * @param version the column with the version of the row; empty where there is none
 * @param created the column that tells whether the row is new; empty where there is none
 * @param bare whether the answer shows the only output of each row as it is, rather than in an object
 */
public record RowLayout(
        List<Output> outputs,
        List<Integer> ordering,
        List<Integer> primaryKey,
        Optional<Integer> version,
        Optional<Integer> created,
        boolean bare) {

    /** Rows of which nothing is read. */
    public static final RowLayout NONE = of(List.of());

    /** Rows of which nothing is read but the answer. */
    public static RowLayout of(List<Output> outputs) {
        return new RowLayout(outputs, List.of(), List.of(), Optional.empty(), Optional.empty(), false);
    }

    /** How many columns the statement's rows have. */
    public int width() {
        var others = Stream.of(
                        ordering,
                        primaryKey,
                        version.stream().toList(),
                        created.stream().toList())
                .flatMap(List::stream)
                .mapToInt(Integer::intValue);
        return Math.max(outputs.size(), others.max().orElse(0));
    }

    /** The same layout, whose rows are ordered by what these columns tell. */
    public RowLayout withOrdering(List<Integer> columns) {
        return new RowLayout(outputs, columns, primaryKey, version, created, bare);
    }

    /** The same layout, in which these columns tell the primary key. */
    public RowLayout withPrimaryKey(List<Integer> columns) {
        return new RowLayout(outputs, ordering, columns, version, created, bare);
    }

    /** The same layout with one more column, which tells the version of the row. */
    public RowLayout withVersion() {
        return new RowLayout(outputs, ordering, primaryKey, Optional.of(width() + 1), created, bare);
    }

    /** The same layout with one more column, which tells whether the row is new. */
    public RowLayout withCreated() {
        return new RowLayout(outputs, ordering, primaryKey, version, Optional.of(width() + 1), bare);
    }

    /** The same layout, of which the answer shows the only output of each row as it is. */
    public RowLayout asBare() {
        return new RowLayout(outputs, ordering, primaryKey, version, created, true);
    }

    /**
     * One column of a statement's rows that an answer shows.
     *
     * @param name what the answer calls it
     * @param form the form in which the server hands it over
     */
    public record Output(String name, ValueForm form) {}
}
