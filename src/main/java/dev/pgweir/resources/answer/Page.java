package dev.pgweir.resources.answer;

import dev.pgweir.resources.json.JsonBuffer;
import dev.pgweir.resources.request.CountMode;
import java.util.Optional;

/**
 * One page of rows.
 *
 * @param json the rows as a JSON array
 * @param rows how many there are
 * @param position how many rows stood on earlier pages
 * @param capped the limit that was applied, where the client asked for more than that
 * @param next the cursor of the next page; empty on the last one
 * @param total how many rows there are in all, where the client asked
 * @param coverage which part of the table it is about, where that is partitioned
 */
public record Page(
        JsonBuffer json,
        int rows,
        long position,
        Optional<Integer> capped,
        Optional<String> next,
        Optional<Total> total,
        Optional<Coverage> coverage) {

    /** The same page, whose client is told how many rows there are in all. */
    public Page counted(Total rowsInAll) {
        return new Page(json, rows, position, capped, next, Optional.of(rowsInAll), coverage);
    }

    /**
     * How many rows there are on all pages together.
     *
     * @param rows the number
     * @param mode how it was found, which may be less exact than what was asked for
     */
    public record Total(long rows, CountMode mode) {}
}
