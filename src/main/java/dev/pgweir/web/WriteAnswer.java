package dev.pgweir.web;

import dev.pgweir.catalog.Table;
import dev.pgweir.idempotency.StoredAnswer.HeaderField;
import dev.pgweir.resources.answer.Written;
import dev.pgweir.resources.item.ItemAddress;
import dev.pgweir.resources.json.JsonBuffer;
import dev.pgweir.resources.request.CountMode;
import dev.pgweir.resources.request.WriteOptions;
import dev.pgweir.web.header.EntityTags;
import dev.pgweir.web.header.Preferences;
import dev.pgweir.web.replay.Answer;
import dev.pgweir.web.stream.Representation;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.util.UriUtils;

/**
 * How a client wants to be told what its write did, and tells it so.
 *
 * @param table where it writes
 * @param preferences those of the request
 * @param form the form in which rows are answered
 */
record WriteAnswer(Table table, Preferences preferences, Representation form) {

    /** What has no room in a header is found without it; servers and clients refuse longer ones. */
    private static final int MAX_LOCATION_LENGTH = 4096;

    /** The answer to a request with these preferences. */
    static WriteAnswer to(HttpServletRequest request, Table table, Preferences preferences)
            throws HttpMediaTypeNotAcceptableException {
        return new WriteAnswer(table, preferences, Representation.ofWritten(request, preferences.wantsRows()));
    }

    /** How rows are to be written, of which there must be one where just that is asked for. */
    WriteOptions options() {
        var options = preferences.writeOptions();
        return form.ofOneRow() ? options.ofOneRow() : options;
    }

    Answer created(Written written, HttpServletRequest request) {
        List<HeaderField> headers = new ArrayList<>();
        written.key()
                .map(key -> location(request, key))
                .filter(location -> location.length() <= MAX_LOCATION_LENGTH)
                .ifPresent(location -> headers.add(new HeaderField(HttpHeaders.LOCATION, location)));
        var counted = preferences.count().isPresent() || (written.rows() == 0 && !written.created());
        headers.add(new HeaderField(HttpHeaders.CONTENT_RANGE, "*/" + (counted ? written.rows() : "*")));
        return answer(written, written.created() ? HttpStatus.CREATED : HttpStatus.OK, headers, rowsOf(written));
    }

    Answer rows(Written written) {
        List<HeaderField> headers = new ArrayList<>();
        var rows = written.rows() == 0 ? "*" : "0-" + (written.rows() - 1);
        var total = preferences.count().isPresent() ? Long.toString(written.rows()) : "*";
        headers.add(new HeaderField(HttpHeaders.CONTENT_RANGE, rows + "/" + total));
        return answer(written, HttpStatus.NO_CONTENT, headers, rowsOf(written));
    }

    Answer item(Written written) {
        return new WriteAnswer(table, preferences, form.ofItem())
                .item(written, written.json().map(form::row));
    }

    /** Of a write of one row, whose client thinks of it as of rows. */
    Answer itemAsRows(Written written) {
        return item(written, written.json().map(JsonBuffer::asArray).map(form::rows));
    }

    private Answer item(Written written, Optional<JsonBuffer> shown) {
        var status = written.created() ? HttpStatus.CREATED : HttpStatus.NO_CONTENT;
        return answer(written, status, new ArrayList<>(), shown);
    }

    private Optional<JsonBuffer> rowsOf(Written written) {
        return written.json().map(form::rows);
    }

    /** @param withoutRows the status where no rows are answered */
    private Answer answer(
            Written written, HttpStatus withoutRows, List<HeaderField> headers, Optional<JsonBuffer> json) {
        if (table.hasVersions()) {
            written.version()
                    .map(version -> EntityTags.ofRow(version, EntityTags.columns(table)))
                    .ifPresent(tag -> headers.add(new HeaderField(HttpHeaders.ETAG, tag)));
        }
        preferences
                .count()
                .map(mode -> preferences.countedBy(CountMode.EXACT))
                .orElse(preferences)
                .applied()
                .ifPresent(applied -> headers.add(new HeaderField(Preferences.APPLIED, applied)));
        if (json.isEmpty()) {
            return new Answer(withoutRows, headers, json);
        }
        headers.add(new HeaderField(HttpHeaders.CONTENT_TYPE, form.contentType()));
        return new Answer(withoutRows == HttpStatus.NO_CONTENT ? HttpStatus.OK : withoutRows, headers, json);
    }

    private static String location(HttpServletRequest request, List<String> key) {
        return ItemAddress.of(key).stream()
                .map(value -> UriUtils.encode(value, StandardCharsets.UTF_8))
                .collect(Collectors.joining(",", request.getRequestURI() + "/", ""));
    }
}
