package dev.pgweir.web;

import dev.pgweir.catalog.Table;
import dev.pgweir.resources.Page;
import dev.pgweir.resources.Resources;
import dev.pgweir.resources.Written;
import dev.pgweir.resources.json.JsonBuffer;
import dev.pgweir.web.problem.NoSuchItem;
import dev.pgweir.web.replay.Answer;
import dev.pgweir.web.replay.IdempotentWrites;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.util.UriUtils;

/** Serves one table or view at {@code /{name}} and {@code /{name}/{key}}. Safe for use by many threads. */
class ResourceController {

    private static final byte[] NO_BODY = {};

    private volatile Table table;
    private final Resources resources;
    private final Bodies bodies;
    private final IdempotentWrites writes;

    ResourceController(Table table, Resources resources, Bodies bodies, IdempotentWrites writes) {
        this.table = table;
        this.resources = resources;
        this.bodies = bodies;
        this.writes = writes;
    }

    /** From now on serves the table as the catalog now has it. */
    void serve(Table current) {
        table = current;
    }

    void list(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var page = resources.list(table, QueryString.parameters(request));
        response.setHeader(HttpHeaders.CONTENT_RANGE, contentRange(page));
        page.capped().ifPresent(limit -> response.setHeader("Limit-Applied", limit.toString()));
        page.next().ifPresent(cursor -> response.setHeader(HttpHeaders.LINK, NextLink.of(request, cursor)));
        send(page.json(), response);
    }

    void item(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var key = QueryString.lastSegment(request);
        var row = resources.item(table, key, QueryString.parameters(request));
        send(row.orElseThrow(() -> noSuchItem(key)), response);
    }

    void create(HttpServletRequest request, HttpServletResponse response)
            throws IOException, HttpMediaTypeNotSupportedException {
        var returning = Returning.of(request);
        var body = bodies.read(request);
        writes.answer(request, response, body, () -> {
            var written = resources.create(table, body, QueryString.parameters(request), isRepresentation(returning));
            return answer(request, written, returning);
        });
    }

    void update(HttpServletRequest request, HttpServletResponse response)
            throws IOException, HttpMediaTypeNotSupportedException {
        var key = QueryString.lastSegment(request);
        var returning = Returning.of(request);
        var body = bodies.read(request);
        writes.answer(request, response, body, () -> {
            var parameters = QueryString.parameters(request);
            var written = resources.update(table, key, body, parameters, isRepresentation(returning));
            return answer(request, written.orElseThrow(() -> noSuchItem(key)), returning);
        });
    }

    void replace(HttpServletRequest request, HttpServletResponse response)
            throws IOException, HttpMediaTypeNotSupportedException {
        var key = QueryString.lastSegment(request);
        var returning = Returning.of(request);
        var body = bodies.read(request);
        writes.answer(request, response, body, () -> {
            var parameters = QueryString.parameters(request);
            var written = resources.replace(table, key, body, parameters, isRepresentation(returning));
            return answer(request, written, returning);
        });
    }

    void delete(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var key = QueryString.lastSegment(request);
        var returning = Returning.of(request);
        writes.answer(request, response, NO_BODY, () -> {
            var written = resources.delete(table, key, QueryString.parameters(request), isRepresentation(returning));
            return answer(request, written.orElseThrow(() -> noSuchItem(key)), returning);
        });
    }

    private static Answer answer(HttpServletRequest request, Written written, Optional<Returning> returning) {
        Map<String, String> headers = new LinkedHashMap<>();
        written.key().ifPresent(key -> headers.put(HttpHeaders.LOCATION, location(request, key)));
        returning.ifPresent(preference -> headers.put("Preference-Applied", preference.applied()));
        if (written.json().isPresent()) {
            headers.put(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON_VALUE);
        }
        var done = written.json().isPresent() ? HttpStatus.OK : HttpStatus.NO_CONTENT;
        return new Answer(written.created() ? HttpStatus.CREATED : done, headers, written.json());
    }

    private static void send(JsonBuffer json, HttpServletResponse response) throws IOException {
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setContentLength(json.size());
        json.writeTo(response.getOutputStream());
    }

    private static boolean isRepresentation(Optional<Returning> returning) {
        return returning.equals(Optional.of(Returning.REPRESENTATION));
    }

    private static String contentRange(Page page) {
        return page.rows() == 0 ? "*/*" : page.position() + "-" + (page.position() + page.rows() - 1) + "/*";
    }

    private static String location(HttpServletRequest request, List<String> key) {
        return key.stream()
                .map(value -> UriUtils.encode(value, StandardCharsets.UTF_8))
                .collect(Collectors.joining(",", request.getRequestURI() + "/", ""));
    }

    private NoSuchItem noSuchItem(List<String> key) {
        return new NoSuchItem(table.name(), key);
    }
}
