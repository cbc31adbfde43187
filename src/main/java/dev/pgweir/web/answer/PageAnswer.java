package dev.pgweir.web.answer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pgweir.problem.Problem;
import dev.pgweir.problem.ProblemException;
import dev.pgweir.resources.answer.Page;
import dev.pgweir.resources.answer.Page.Coverage;
import dev.pgweir.resources.answer.Page.Total;
import dev.pgweir.resources.request.CountMode;
import dev.pgweir.routing.trace.TracedRequest;
import dev.pgweir.web.header.EntityTags;
import dev.pgweir.web.header.Preferences;
import dev.pgweir.web.stream.Representation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.StringJoiner;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.util.UriUtils;

/**
 * Sends a page of rows.
 *
 * @param page the page
 * @param preferences those of the request
 */
public record PageAnswer(Page page, Preferences preferences) {

    /** Caches need not ask again within the hour; operators who unseal a partition must allow for that. */
    private static final String SEALED = "private, max-age=3600, immutable";

    /**
     * Sends it.
     *
     * @throws ProblemException where the page begins behind the last row
     */
    public void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var range = contentRange();
        response.setHeader(HttpHeaders.CONTENT_RANGE, range);
        page.place().capped().ifPresent(limit -> response.setHeader("Limit-Applied", limit.toString()));
        page.coverage().ifPresent(coverage -> {
            response.setHeader("Partition-Window", window(coverage));
            TracedRequest.notePartitions(coverage.partitions());
        });
        EmbeddedLimit.tell(page.fullLists(), response);
        page.place().next().ifPresent(cursor -> response.setHeader(HttpHeaders.LINK, NextLink.of(request, cursor)));
        page.total()
                .map(total -> preferences.countedBy(total.mode()))
                .orElse(preferences)
                .applied()
                .ifPresent(applied -> Preferences.addApplied(response, applied));
        if (page.isPart()) {
            response.setStatus(HttpStatus.PARTIAL_CONTENT.value());
        }
        page.sealedTag().ifPresent(_ -> response.setHeader(HttpHeaders.CACHE_CONTROL, SEALED));
        var tag = page.sealedTag()
                .map(EntityTags::ofSealed)
                .orElseGet(() -> EntityTags.ofContent(31 * page.json().checksum() + range.hashCode()));
        JsonAnswer.send(page.json(), tag, request, response);
    }

    /** Tells a client who wants rows counted that there is one. */
    public static void tellOfOne(Preferences preferences, HttpServletResponse response) {
        if (preferences.count().isPresent()) {
            response.setHeader(HttpHeaders.CONTENT_RANGE, "0-0/1");
            preferences
                    .countedBy(CountMode.EXACT)
                    .applied()
                    .ifPresent(applied -> Preferences.addApplied(response, applied));
        }
    }

    /** The same without the members of rows that are null. */
    public PageAnswer withoutNulls() {
        return new PageAnswer(page.withoutNulls(), preferences);
    }

    /** Says that the client has the page already, which cannot have changed. */
    public static void sendUnchanged(String tag, HttpServletResponse response) {
        response.setHeader(HttpHeaders.ETAG, tag);
        response.setHeader(HttpHeaders.CACHE_CONTROL, SEALED);
        response.setStatus(HttpStatus.NOT_MODIFIED.value());
    }

    /**
     * Sends the only row as an object.
     *
     * @throws ProblemException where there is no row, or more than one
     */
    public void sendOnlyRow(Representation form, HttpServletResponse response) throws IOException {
        if (page.rows() != 1) {
            throw Representation.notOneRow(page.rows());
        }
        response.setHeader(HttpHeaders.CONTENT_RANGE, contentRange());
        EmbeddedLimit.tell(page.fullLists(), response);
        var row = form.rows(page.json());
        response.setContentLength(row.size());
        row.writeTo(response.getOutputStream());
    }

    /** A dictionary of RFC 9651, whose strings are of ASCII; the text of a key holds no quotes. */
    private static String window(Coverage coverage) {
        var members = new StringJoiner(", ");
        members.add("key=\"" + UriUtils.encode(coverage.key(), UTF_8) + '"');
        coverage.from().ifPresent(from -> members.add("from=\"" + from + '"'));
        coverage.to().ifPresent(to -> members.add("to=\"" + to + '"'));
        members.add("partitions=" + coverage.partitions());
        coverage.scannedTo().ifPresent(value -> members.add("scanned-to=\"" + value + '"'));
        return members.toString();
    }

    private String contentRange() {
        var position = page.place().position();
        var total = page.total().map(Total::rows);
        if (page.rows() == 0 && position > 0 && total.isPresent() && total.get() <= position) {
            throw noSuchPage(position, total.get());
        }
        var rows = page.rows() == 0 ? "*" : position + "-" + (position + page.rows() - 1);
        return rows + "/" + total.map(String::valueOf).orElse("*");
    }

    private static ProblemException noSuchPage(long position, long rows) {
        return Problem.of(
                        HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
                        "no-such-page",
                        "the page begins at row %d, and there are only %d".formatted(position, rows))
                .header(HttpHeaders.CONTENT_RANGE, "*/" + rows)
                .toException();
    }
}
