package dev.pgweir.resources.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pgweir.resources.query.Filter;
import dev.pgweir.resources.query.OrderTerm;
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
     * Plans the statement that fetches a page.
     *
     * @throws InvalidRequest where the query's cursor is not one of this query's
     */
    public ListPlan plan(ResourceQuery query) {
        var ordering = TotalOrder.of(query);
        var total = TotalOrder.isTotal(query, ordering);
        var paging = query.paging();
        var cursor = paging.cursor().map(text -> read(text, query, ordering, total));
        var start = cursor.filter(found -> total).map(Cursor::values);
        var after = start.map(values -> Keyset.after(ordering, values)).orElse(Filter.none());
        var position = cursor.map(Cursor::position).orElse((long) paging.offset());
        return new ListPlan(
                query,
                after,
                start.filter(values -> !query.grouped())
                        .flatMap(values -> Keyset.bound(query.table(), ordering.getFirst(), values.getFirst()))
                        .map(bound -> new Filter.All(List.of(after, bound))),
                ordering,
                total,
                paging.limit(),
                cursor.isPresent() && total ? 0 : offset(position),
                position);
    }

    /**
     * The cursor behind the last row of a page.
     *
     * @param rows how many rows the page has
     * @param values the last row's values of the plan's ordering, null as empty
     * @throws InvalidRequest where these values are too long for a cursor
     */
    public String next(ListPlan plan, int rows, List<Optional<String>> values) {
        var columns = plan.total() ? names(plan.ordering()) : List.<String>of();
        var cursor = cursors.write(new Cursor(
                fingerprint(plan.query()), plan.position() + rows, columns, plan.total() ? values : List.of()));
        if (cursor.length() > MAX_CURSOR_LENGTH) {
            throw new InvalidRequest(
                    "cursor-too-long",
                    new Origin.Query("order"),
                    "the page ends at values of %s that are too long to be named in a link: order by other columns"
                            .formatted(columns));
        }
        return cursor;
    }

    private Cursor read(String text, ResourceQuery query, List<OrderTerm> ordering, boolean total) {
        var cursor = cursors.read(text);
        if (!cursor.query().equals(fingerprint(query))) {
            throw CursorCodec.invalid("the cursor belongs to another query: filters and order must stay as they were");
        }
        if (!cursor.columns().equals(total ? names(ordering) : List.of())) {
            throw CursorCodec.invalid("the cursor points at columns %s, but the order is now by %s: begin again"
                    .formatted(cursor.columns(), names(ordering)));
        }
        return cursor;
    }

    private static List<String> names(List<OrderTerm> ordering) {
        return ordering.stream().map(term -> term.expression().text()).toList();
    }

    private static int offset(long position) {
        if (position > Integer.MAX_VALUE) {
            throw new InvalidRequest("malformed-parameter", new Origin.Query("cursor"), "the offset is too deep");
        }
        return (int) position;
    }

    private static String fingerprint(ResourceQuery query) {
        var words = query.table().name() + "?" + query.shape();
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(words.getBytes(UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(digest, 8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
