package dev.pgweir.resources.json;

import java.util.List;
import java.util.Optional;

/**
 * Rows as a JSON array.
 *
 * @param json the array
 * @param rows how many rows it holds
 * @param created how many of them are new, where the rows tell
 * @param lastKeys the values of the layout's keys in the last row, null as empty
 * @param more whether the result had further rows
 */
public record JsonPage(JsonBuffer json, int rows, int created, List<Optional<String>> lastKeys, boolean more) {}
