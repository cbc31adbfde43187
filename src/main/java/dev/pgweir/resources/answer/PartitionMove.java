package dev.pgweir.resources.answer;

import static java.util.stream.Collectors.joining;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.Table;
import java.util.List;

/** A change of rows would move them to another partition, which the client did not allow. Nothing was changed. */
public final class PartitionMove extends RuntimeException {

    private PartitionMove(String message) {
        super(message);
    }

    /**
     * Of a table with foreign partitions, where nobody would notice.
     *
     * @param key the columns that decide on the partition
     */
    public static PartitionMove unchecked(String table, List<String> key) {
        return new PartitionMove(
                ("%s has foreign partitions, whose servers do not look whether a row still belongs there after a change of %s: "
                                + "insert the row again, and delete the old one")
                        .formatted(table, String.join(", ", key)));
    }

    /**
     * Of any table.
     *
     * @param key the columns of the partition key
     */
    public static PartitionMove of(Table table, List<Column> key) {
        var names = key.stream().map(Column::name).collect(joining(", "));
        return new PartitionMove(
                ("a change of %s could move rows of %s to another partition, and fail others who change them at the same time: "
                                + "leave it out, or allow it by \"Prefer: partition-move=allow\"")
                        .formatted(names, table.name()));
    }
}
