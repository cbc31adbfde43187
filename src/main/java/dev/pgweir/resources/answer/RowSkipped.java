package dev.pgweir.resources.answer;

import java.util.List;

/** The database passed over the row that a write was about, without a word. Nothing was written. */
public final class RowSkipped extends RuntimeException {

    public RowSkipped(String resource, List<String> key) {
        super(
                "the database did not write the row of %s with the key %s, and gave no reason: a trigger passed it over, or row security keeps it from being changed"
                        .formatted(resource, String.join(",", key)));
    }
}
