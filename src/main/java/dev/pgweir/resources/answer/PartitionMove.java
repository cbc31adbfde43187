package dev.pgweir.resources.answer;

import java.util.List;

/** A change of rows would move them to another partition, which the client did not allow. Nothing was changed. */
public final class PartitionMove extends RuntimeException {

    /** @param key the columns of the partition key */
    public PartitionMove(String table, List<String> key) {
        super(
                ("a change of %s could move rows of %s to another partition, and fail others who change them at the same time: "
                                + "leave it out, or allow it by \"Prefer: partition-move=allow\"")
                        .formatted(String.join(", ", key), table));
    }
}
