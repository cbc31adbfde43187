package dev.pgweir.resources.answer;

import dev.pgweir.resources.json.JsonBuffer;
import java.util.List;
import java.util.Optional;

/**
 * What a write did.
 *
 * @param rows how many rows it touched
 * @param created whether any of them is new
 * @param json the rows, where the client wanted to see them
 * @param key the primary key of the one row that was written, where there is just one and the table has one
 * @param version the version of the one row that was written by its key
 */
public record Written(
        long rows, boolean created, Optional<JsonBuffer> json, Optional<List<String>> key, Optional<String> version) {

    /** A write that touched so many rows, of which none is new and none is shown. */
    public static Written of(long rows) {
        return new Written(rows, false, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The same write, which made a new row or made none. */
    public Written withCreated(boolean anyNew) {
        return new Written(rows, anyNew, json, key, version);
    }

    /** The same write, which shows these rows, if any. */
    public Written withJson(Optional<JsonBuffer> shown) {
        return new Written(rows, created, shown, key, version);
    }

    /** The same write, which was of the row with this primary key. */
    public Written withKey(Optional<List<String>> ofTheRow) {
        return new Written(rows, created, json, ofTheRow, version);
    }

    /** The same write, which left its row with this version. */
    public Written withVersion(Optional<String> ofTheRow) {
        return new Written(rows, created, json, key, ofTheRow);
    }
}
