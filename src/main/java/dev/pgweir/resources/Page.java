package dev.pgweir.resources;

import dev.pgweir.resources.json.JsonBuffer;
import java.util.Optional;

/**
 * One page of rows.
 *
 * @param json the rows as a JSON array
 * @param rows how many there are
 * @param position how many rows stood on earlier pages
 * @param capped the limit that was applied, where the client asked for more than that
 * @param next the cursor of the next page; empty on the last one
 */
public record Page(JsonBuffer json, int rows, long position, Optional<Integer> capped, Optional<String> next) {}
