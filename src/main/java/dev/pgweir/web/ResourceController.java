package dev.pgweir.web;

import dev.pgweir.catalog.Table;
import dev.pgweir.resources.Page;
import dev.pgweir.resources.Resources;
import dev.pgweir.resources.Written;
import dev.pgweir.resources.json.JsonBuffer;
import dev.pgweir.web.problem.NoSuchItem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.util.UriUtils;

/** Serves one table or view at {@code /{name}} and {@code /{name}/{key}}. Safe for use by many threads. */
class ResourceController {

    private volatile Table table;
    private final Resources resources;
    private final Bodies bodies;

    ResourceController(Table table, Resources resources, Bodies bodies) {
        this.table = table;
        this.resources = resources;
        this.bodies = bodies;
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
        var written = resources.create(table, body, QueryString.parameters(request), isRepresentation(returning));
        written.key().ifPresent(key -> response.setHeader(HttpHeaders.LOCATION, location(request, key)));
        answer(written, returning, response);
    }

    void update(HttpServletRequest request, HttpServletResponse response)
            throws IOException, HttpMediaTypeNotSupportedException {
        var key = QueryString.lastSegment(request);
        var returning = Returning.of(request);
        var body = bodies.read(request);
        var written = resources.update(table, key, body, QueryString.parameters(request), isRepresentation(returning));
        answer(written.orElseThrow(() -> noSuchItem(key)), returning, response);
    }

    void replace(HttpServletRequest request, HttpServletResponse response)
            throws IOException, HttpMediaTypeNotSupportedException {
        var key = QueryString.lastSegment(request);
        var returning = Returning.of(request);
        var body = bodies.read(request);
        var written = resources.replace(table, key, body, QueryString.parameters(request), isRepresentation(returning));
        answer(written, returning, response);
    }

    void delete(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var key = QueryString.lastSegment(request);
        var returning = Returning.of(request);
        var written = resources.delete(table, key, QueryString.parameters(request), isRepresentation(returning));
        answer(written.orElseThrow(() -> noSuchItem(key)), returning, response);
    }

    private static void answer(Written written, Optional<Returning> returning, HttpServletResponse response)
            throws IOException {
        returning.ifPresent(preference -> Preference.applied(response, preference.applied()));
        var withBody = written.created() ? HttpStatus.CREATED : HttpStatus.OK;
        var withoutBody = written.created() ? HttpStatus.CREATED : HttpStatus.NO_CONTENT;
        if (written.json().isPresent()) {
            response.setStatus(withBody.value());
            send(written.json().get(), response);
        } else {
            response.setStatus(withoutBody.value());
        }
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
