package dev.pgweir.resources.answer;

import dev.pgweir.resources.json.FullLists.Full;
import dev.pgweir.resources.json.JsonBuffer;
import dev.pgweir.resources.request.CountMode;
import java.util.Map;
import java.util.Optional;

/**
 * One page of rows.
 *
 * @param json the rows as a JSON array
 * @param rows how many there are
 * @param place where it stands among the rows of the list
 * @param total how many rows there are in all, where the client asked
 * @param coverage which part of the table it is about, where that is partitioned
 * @param fullLists the embedded lists that are as long as they may be
 * @param sealedTag what it may be called by from now on; empty where it may change
 */
public record Page(
        JsonBuffer json,
        int rows,
        Place place,
        Optional<Total> total,
        Optional<Coverage> coverage,
        Map<String, Full> fullLists,
        Optional<String> sealedTag) {

    /**
     * Where a page stands among the rows of its list.
     *
     * @param position how many rows stood on earlier pages
     * @param capped the limit that was applied, where the client asked for more than that
     * @param next the cursor of the next page; empty on the last one
     */
    public record Place(long position, Optional<Integer> capped, Optional<String> next) {}

    /** Whether it holds all rows that it has room for, rather than those that there was time for. */
    public boolean isWhole() {
        return coverage.flatMap(Coverage::scannedTo).isEmpty();
    }

    /** Whether it is known that there are other rows as well. */
    public boolean isPart() {
        return total.isPresent() && total.get().rows() > rows;
    }

    /** The same page, which cannot change. */
    public Page sealed(String tag) {
        return new Page(json, rows, place, total, coverage, fullLists, Optional.of(tag));
    }

    /** The same page without the members of rows that are null. */
    public Page withoutNulls() {
        return new Page(json.withoutNulls(), rows, place, total, coverage, fullLists, Optional.empty());
    }

    /** The same page, whose client is told how many rows there are in all. */
    public Page counted(Total rowsInAll) {
        return new Page(json, rows, place, Optional.of(rowsInAll), coverage, fullLists, sealedTag);
    }

    /**
     * How many rows there are on all pages together.
     *
     * @param rows the number
     * @param mode how it was found, which may be less exact than what was asked for
     */
    public record Total(long rows, CountMode mode) {}

    /**
     * Which part of a partitioned table an answer is about.
     *
     * @param key the partition key
     * @param from its lowest value inside, in PostgreSQL's text form; empty where there is none
     * @param to its lowest value above; empty where there is none
     * @param partitions how many partitions can hold such rows
     * @param scannedTo up to which value was looked, where the page ended before it was full
     */
    public record Coverage(
            String key, Optional<String> from, Optional<String> to, int partitions, Optional<String> scannedTo) {}
}
