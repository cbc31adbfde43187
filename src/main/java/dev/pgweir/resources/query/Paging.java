package dev.pgweir.resources.query;

import java.util.Optional;

/**
 * Which rows of the ordered result are wanted.
 *
 * @param limit the most rows to answer
 * @param capped whether the client asked for more than that
 * @param offset rows to pass over
 * @param cursor where an earlier page ended, as the client brought it
 */
public record Paging(int limit, boolean capped, int offset, Optional<String> cursor) {

    /** The limit where all rows are wanted. */
    public static final int NO_LIMIT = Integer.MAX_VALUE;
}
