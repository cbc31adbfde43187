package dev.pgweir.resources.plan;

import java.util.List;
import java.util.Optional;

/**
 * Where a page ended.
 *
 * @param query tells the query apart from all others
 * @param position rows on all pages so far
 * @param columns the columns of the total ordering; empty where the table has no key, and position is an offset
 * @param values the last row's values of these columns, null as empty
 */
record Cursor(String query, long position, List<String> columns, List<Optional<String>> values) {}
