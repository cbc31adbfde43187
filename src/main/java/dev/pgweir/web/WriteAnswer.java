package dev.pgweir.web;

import dev.pgweir.catalog.Table;
import dev.pgweir.resources.answer.Written;
import dev.pgweir.resources.request.CountMode;
import dev.pgweir.web.header.EntityTags;
import dev.pgweir.web.header.Preferences;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.util.UriUtils;

/**
 * Tells what a write did.
 *
 * @param table where it was
 * @param written what it did
 * @param preferences those of the request
 */
record WriteAnswer(Table table, Written written, Preferences preferences) {

    /** What has no room in a header is found without it; servers and clients refuse longer ones. */
    private static final int MAX_LOCATION_LENGTH = 4096;

    void sendCreated(HttpServletRequest request, HttpServletResponse response) throws IOException {
        written.key()
                .map(key -> location(request, key))
                .filter(location -> location.length() <= MAX_LOCATION_LENGTH)
                .ifPresent(location -> response.setHeader(HttpHeaders.LOCATION, location));
        if (preferences.count().isPresent()) {
            response.setHeader(HttpHeaders.CONTENT_RANGE, "*/" + written.rows());
        }
        send(response, written.created() ? HttpStatus.CREATED : HttpStatus.OK);
    }

    void sendRows(HttpServletResponse response) throws IOException {
        var rows = written.rows() == 0 ? "*" : "0-" + (written.rows() - 1);
        var total = preferences.count().isPresent() ? Long.toString(written.rows()) : "*";
        response.setHeader(HttpHeaders.CONTENT_RANGE, rows + "/" + total);
        send(response, HttpStatus.NO_CONTENT);
    }

    void sendItem(HttpServletResponse response) throws IOException {
        send(response, written.created() ? HttpStatus.CREATED : HttpStatus.NO_CONTENT);
    }

    /** @param withoutRows the status where no rows are answered */
    private void send(HttpServletResponse response, HttpStatus withoutRows) throws IOException {
        written.version()
                .filter(version -> table.hasVersions())
                .ifPresent(
                        version -> response.setHeader(HttpHeaders.ETAG, EntityTags.ofRow(version, Optional.empty())));
        preferences
                .count()
                .map(mode -> preferences.countedBy(CountMode.EXACT))
                .orElse(preferences)
                .applied()
                .ifPresent(applied -> response.setHeader("Preference-Applied", applied));
        if (written.json().isPresent()) {
            response.setStatus(withoutRows == HttpStatus.NO_CONTENT ? HttpStatus.OK.value() : withoutRows.value());
            JsonAnswer.send(written.json().get(), response);
        } else {
            response.setStatus(withoutRows.value());
        }
    }

    private static String location(HttpServletRequest request, List<String> key) {
        return key.stream()
                .map(value -> UriUtils.encode(value, StandardCharsets.UTF_8))
                .collect(Collectors.joining(",", request.getRequestURI() + "/", ""));
    }
}
