package dev.pgweir.resources.plan;

import java.util.List;
import java.util.Optional;

/**
 * Where a page ended.
 *
 * @param query tells the query apart from all others
 * @param position rows on all pages so far
 * @param columns the columns of the total ordering; empty where the table has no key, and position is an offset
 * @param values the last row's values of these columns, null as empty; none where the page ended at a bound
 * @param bound the value of the partition key up to which was looked; empty where the page ended with a row
 * @param floor the lowest value of the partition key that the gateway shows; empty for any
 */
record Cursor(
        String query,
        long position,
        List<String> columns,
        List<Optional<String>> values,
        Optional<String> bound,
        Optional<String> floor) {}
