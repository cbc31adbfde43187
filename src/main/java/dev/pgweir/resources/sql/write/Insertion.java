package dev.pgweir.resources.sql.write;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.Table;
import dev.pgweir.resources.body.RowBody;
import dev.pgweir.resources.query.WriteQuery;
import dev.pgweir.resources.request.WriteOptions;
import dev.pgweir.resources.request.WriteOptions.Resolution;
import java.util.List;
import java.util.Optional;

/**
 * New rows.
 *
 * @param table where to
 * @param body the rows
 * @param conflict what to do with rows that are there already; empty to fail
 * @param missingDefault whether columns that some rows leave out take their defaults rather than null
 * @param returned the rows to answer with
 * @param key the columns of the primary key, where the gateway wants them to name the one new row
 */
public record Insertion(
        Table table,
        RowBody body,
        Optional<Conflict> conflict,
        boolean missingDefault,
        Returned returned,
        List<Column> key) {

    /**
     * What to do with rows that are there already.
     *
     * @param target the columns of a unique key that tells
     * @param resolution what to do
     */
    public record Conflict(List<Column> target, Resolution resolution) {

        /** What a client wants to be done; empty to fail. Without a key no row can be there already. */
        public static Optional<Conflict> of(Table table, WriteQuery query, WriteOptions options) {
            var key = query.onConflict().orElseGet(table::readableKey);
            return key.isEmpty()
                    ? Optional.empty()
                    : options.resolution().map(resolution -> new Conflict(key, resolution));
        }
    }

    /** Whether rows that are there already are changed. */
    public boolean merges() {
        return conflict.isPresent() && conflict.get().resolution() == Resolution.MERGE;
    }

    /** The same with fewer rows. */
    public Insertion of(RowBody fewer) {
        return new Insertion(table, fewer, conflict, missingDefault, returned, key);
    }
}
