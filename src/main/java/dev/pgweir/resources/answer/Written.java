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
        long rows, boolean created, Optional<JsonBuffer> json, Optional<List<String>> key, Optional<String> version) {}
