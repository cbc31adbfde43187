package dev.pgweir.resources.answer;

import dev.pgweir.resources.json.JsonBuffer;
import java.util.Optional;

/**
 * One row.
 *
 * @param json the row as a JSON object
 * @param version what changes whenever the row does; empty where it is no row of a table
 */
public record Item(JsonBuffer json, Optional<String> version) {}
