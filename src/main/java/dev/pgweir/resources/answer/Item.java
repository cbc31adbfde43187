package dev.pgweir.resources.answer;

import dev.pgweir.resources.json.FullLists.Full;
import dev.pgweir.resources.json.JsonBuffer;
import java.util.Map;
import java.util.Optional;

/**
 * One row.
 *
 * @param json the row as a JSON object
 * @param version what changes whenever the row does; empty where it is no row of a table
 * @param embeds whether it shows rows of other tables, or what functions make, which may change while it does not
 * @param fullLists the embedded lists that are as long as they may be
 * @param foundBy the way in which its partition was found; empty where the request named it
 */
public record Item(
        JsonBuffer json,
        Optional<String> version,
        boolean embeds,
        Map<String, Full> fullLists,
        Optional<String> foundBy) {

    /** The same row, whose client is told how its partition was found. */
    public Item foundBy(String way) {
        return new Item(json, version, embeds, fullLists, Optional.of(way));
    }
}
