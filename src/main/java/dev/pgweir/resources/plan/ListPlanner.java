package dev.pgweir.resources.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pgweir.catalog.Table;
import dev.pgweir.partitions.KeyValue;
import dev.pgweir.partitions.RangePartitions;
import dev.pgweir.request.Caller;
import dev.pgweir.resources.plan.ListPlan.Slice;
import dev.pgweir.resources.plan.ListPlan.Span;
import dev.pgweir.resources.query.Filter;
import dev.pgweir.resources.query.ResourceQuery;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Origin;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Plans lists: makes the ordering total, and turns cursors into keysets and the end of a page into a cursor. Immutable. */
public final class ListPlanner {

    /** Servers and proxies refuse long headers and URLs. */
    private static final int MAX_CURSOR_LENGTH = 4096;

    private final CursorCodec cursors;

    public ListPlanner(CursorCodec cursors) {
        this.cursors = cursors;
    }

    /**
     * Plans the statements that fetch a page of all that the client asks for.
     *
     * @throws InvalidRequest where the query's cursor is not one of this query's
     */
    public ListPlan plan(ResourceQuery query) {
        return plan(query, Optional.empty());
    }

    /**
     * Plans the statements that fetch a page.
     *
     * @param floor the lowest value of the partition key that a list shall show that begins here; all its pages keep to that of the
     *     first
     * @throws InvalidRequest where the query's cursor is not one of this query's
     */
    public ListPlan plan(ResourceQuery query, Optional<KeyValue> floor) {
        var order = RowOrder.of(query);
        var paging = query.paging();
        var cursor = paging.cursor().map(text -> read(text, query, order));
        var lowest = cursor.isPresent() ? cursor.get().floor() : floor.map(KeyValue::text);
        var shown = lowest.flatMap(value -> above(query, value)).orElse(query);
        var after = cursor.filter(_ -> order.total())
                .map(found -> after(query.table(), order, found))
                .orElse(Filter.none());
        var position = cursor.map(Cursor::position).orElse((long) paging.offset());
        var offset = cursor.isPresent() && order.total() ? 0 : offset(position);
        var span = span(shown, after);
        return new ListPlan(
                EmbeddedWindows.carried(shown),
                after,
                span,
                span.filter(_ -> order.total() && offset == 0 && paging.limit() > 0 && !query.grouped())
                        .flatMap(part -> Walk.through(part, order.leading())),
                order,
                new Slice(paging.limit(), offset, position),
                lowest);
    }

    private static Optional<Span> span(ResourceQuery query, Filter after) {
        return RangePartitions.of(query.table()).map(partitions -> {
            var window = KeyWindow.of(query.filter(), partitions);
            return new Span(partitions, window, window.intersect(KeyWindow.of(after, partitions)));
        });
    }

    private static Optional<ResourceQuery> above(ResourceQuery query, String lowest) {
        return RangePartitions.of(query.table())
                .flatMap(partitions -> partitions
                        .type()
                        .parse(lowest)
                        .map(value -> query.with(Walk.behind(value, partitions, false))));
    }

    private static Filter after(Table table, RowOrder order, Cursor cursor) {
        return cursor.bound()
                .map(bound -> RangePartitions.of(table)
                        .flatMap(partitions -> partitions
                                .type()
                                .parse(bound)
                                .map(end -> Walk.behind(
                                        end, partitions, order.leading().descending())))
                        .orElseThrow(() -> CursorCodec.invalid(
                                "the table is not partitioned any more as it was when the list began: begin again")))
                .orElseGet(() -> Keyset.after(order.terms(), cursor.values(), isAlongPartitions(table, order)));
    }

    private static boolean isAlongPartitions(Table table, RowOrder order) {
        var partitions = RangePartitions.of(table);
        return partitions.isPresent() && Walk.isAlong(order.leading(), partitions.get());
    }

    /**
     * The cursor behind the last row of a page.
     *
     * @param rows how many rows the page has
     * @param values the last row's values of the plan's ordering, null as empty
     * @throws InvalidRequest where these values are too long for a cursor
     */
    public String next(ListPlan plan, int rows, List<Optional<String>> values) {
        var cursor = next(plan, rows, plan.order().total() ? values : List.of(), Optional.empty());
        if (cursor.length() > MAX_CURSOR_LENGTH) {
            throw new InvalidRequest(
                    "cursor-too-long",
                    new Origin.Query("order"),
                    "the page ends at values of %s that are too long to be named in a link: order by other columns"
                            .formatted(plan.order().names()));
        }
        return cursor;
    }

    /**
     * The cursor behind a page that ended before it was full.
     *
     * @param rows how many rows the page has
     * @param bound the value of the partition key up to which was looked
     */
    public String next(ListPlan plan, int rows, KeyValue bound) {
        return next(plan, rows, List.of(), Optional.of(bound.text()));
    }

    private String next(ListPlan plan, int rows, List<Optional<String>> values, Optional<String> bound) {
        return cursors.write(new Cursor(
                fingerprint(plan.query(), plan.order()),
                plan.slice().position() + rows,
                columns(plan.order()),
                values,
                bound,
                plan.floor()));
    }

    private Cursor read(String text, ResourceQuery query, RowOrder order) {
        var cursor = cursors.read(text);
        if (!cursor.query().equals(fingerprint(query, order))) {
            throw CursorCodec.invalid("the cursor belongs to another query: filters and order must stay as they were");
        }
        if (!cursor.columns().equals(columns(order))) {
            throw CursorCodec.invalid("the cursor points at columns %s, but the order is now by %s: begin again"
                    .formatted(cursor.columns(), order.names()));
        }
        return cursor;
    }

    private static List<String> columns(RowOrder order) {
        return order.total() ? order.names() : List.of();
    }

    private static int offset(long position) {
        if (position > Integer.MAX_VALUE) {
            throw new InvalidRequest("malformed-parameter", new Origin.Query("cursor"), "the offset is too deep");
        }
        return (int) position;
    }

    /** A count of rows points into the same order only; where a row is named, the cursor names the order itself. */
    private static String fingerprint(ResourceQuery query, RowOrder order) {
        var words = Caller.currentName() + "\n" + query.table().name() + "?" + query.shape()
                + (order.total() ? "" : order.names());
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(words.getBytes(UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(digest, 8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
