package dev.pgweir.resources.sql.write;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.Table;
import dev.pgweir.resources.body.RowBody;
import dev.pgweir.resources.parse.ItemKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The write of one row, ready to be rendered.
 *
 * @param target the row
 * @param body what to write into it
 * @param kept the columns of the body that must have its values already in a row that is there
 * @param repeated the columns of the body that must have the values that the key has
 * @param returned the row to answer with
 */
public record RowWrite(ItemTarget target, RowBody body, List<Column> kept, List<Column> repeated, Returned returned) {

    /**
     * The change of a row. What the server alone fills stays as it is, and so does the partition, unless the row may move.
     *
     * @param moving whether it may
     */
    public static RowWrite change(ItemTarget target, RowBody body, boolean moving, Returned returned) {
        var unmoved = moving ? List.<Column>of() : target.table().partitionKeyAmong(body.columns());
        var kept = Stream.concat(body.kept().stream(), unmoved.stream()).toList();
        return new RowWrite(target, body, kept, List.of(), returned);
    }

    /** The deletion of a row. */
    public static RowWrite deletion(ItemTarget target, Returned returned) {
        return new RowWrite(target, RowBody.EMPTY, List.of(), List.of(), returned);
    }

    /** A row in place of the one that is there, or a new one. The body may repeat its key, as the path has it. */
    public static RowWrite replacement(ItemTarget target, RowBody body, Returned returned) {
        var key = target.key().columns();
        var kept = body.kept().stream().filter(column -> !key.contains(column)).toList();
        var repeated = key.stream().filter(body.given()::contains).toList();
        return new RowWrite(target, body, kept, repeated, returned);
    }

    /**
     * The one row that a write is about.
     *
     * @param table where it is
     * @param key its primary key
     * @param versions those of which it must have one; empty where any will do
     */
    public record ItemTarget(Table table, ItemKey key, Optional<List<String>> versions) {

        /** Whether the row may have this version. */
        public boolean accepts(Optional<String> version) {
            return versions.isEmpty() || (version.isPresent() && versions.get().contains(version.get()));
        }
    }
}
