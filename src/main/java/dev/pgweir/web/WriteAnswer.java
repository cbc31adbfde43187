package dev.pgweir.web;

import dev.pgweir.catalog.Table;
import dev.pgweir.resources.answer.Written;
import dev.pgweir.resources.request.CountMode;
import dev.pgweir.web.header.EntityTags;
import dev.pgweir.web.header.Preferences;
import dev.pgweir.web.replay.Answer;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
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

    Answer created(HttpServletRequest request) {
        Map<String, String> headers = new LinkedHashMap<>();
        written.key()
                .map(key -> location(request, key))
                .filter(location -> location.length() <= MAX_LOCATION_LENGTH)
                .ifPresent(location -> headers.put(HttpHeaders.LOCATION, location));
        if (preferences.count().isPresent()) {
            headers.put(HttpHeaders.CONTENT_RANGE, "*/" + written.rows());
        }
        return answer(written.created() ? HttpStatus.CREATED : HttpStatus.OK, headers);
    }

    Answer rows() {
        Map<String, String> headers = new LinkedHashMap<>();
        var rows = written.rows() == 0 ? "*" : "0-" + (written.rows() - 1);
        var total = preferences.count().isPresent() ? Long.toString(written.rows()) : "*";
        headers.put(HttpHeaders.CONTENT_RANGE, rows + "/" + total);
        return answer(HttpStatus.NO_CONTENT, headers);
    }

    Answer item() {
        return answer(written.created() ? HttpStatus.CREATED : HttpStatus.NO_CONTENT, new LinkedHashMap<>());
    }

    /** @param withoutRows the status where no rows are answered */
    private Answer answer(HttpStatus withoutRows, Map<String, String> headers) {
        written.version()
                .filter(version -> table.hasVersions())
                .ifPresent(version ->
                        headers.put(HttpHeaders.ETAG, EntityTags.ofRow(version, ResourceController.columns(table))));
        preferences
                .count()
                .map(mode -> preferences.countedBy(CountMode.EXACT))
                .orElse(preferences)
                .applied()
                .ifPresent(applied -> headers.put(Preferences.APPLIED, applied));
        if (written.json().isEmpty()) {
            return new Answer(withoutRows, headers, Optional.empty());
        }
        headers.put(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON_VALUE);
        return new Answer(withoutRows == HttpStatus.NO_CONTENT ? HttpStatus.OK : withoutRows, headers, written.json());
    }

    private static String location(HttpServletRequest request, List<String> key) {
        return key.stream()
                .map(value -> UriUtils.encode(value, StandardCharsets.UTF_8))
                .collect(Collectors.joining(",", request.getRequestURI() + "/", ""));
    }
}
