package dev.pgweir.web.function;

import static dev.pgweir.web.header.Preference.COUNT;
import static dev.pgweir.web.header.Preference.HANDLING;
import static dev.pgweir.web.header.Preference.MAX_AFFECTED;
import static dev.pgweir.web.header.Preference.TX;

import dev.pgweir.catalog.Catalogs;
import dev.pgweir.catalog.Routine.Shape;
import dev.pgweir.resources.Streams.Transfer;
import dev.pgweir.resources.call.CallBody;
import dev.pgweir.resources.call.CallParser;
import dev.pgweir.resources.call.CallParser.Parsed;
import dev.pgweir.resources.call.FunctionReads;
import dev.pgweir.resources.call.FunctionWrites;
import dev.pgweir.resources.json.JsonBuffer;
import dev.pgweir.resources.request.StreamFormat;
import dev.pgweir.resources.request.WriteOptions.NotSingle;
import dev.pgweir.web.answer.JsonAnswer;
import dev.pgweir.web.answer.PageAnswer;
import dev.pgweir.web.header.EntityTags;
import dev.pgweir.web.header.ItemRange;
import dev.pgweir.web.header.Preference;
import dev.pgweir.web.header.Preferences;
import dev.pgweir.web.input.BodyReader;
import dev.pgweir.web.input.QueryString;
import dev.pgweir.web.replay.IdempotentWrites;
import dev.pgweir.web.stream.Representation;
import dev.pgweir.web.stream.StreamExchange;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.HttpMediaTypeException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Serves functions and procedures at {@code /rpc/{name}}: those that only read by GET and POST, others by POST. Thread-safe. */
@Hidden
@Controller
@RequestMapping(FunctionController.PATH)
class FunctionController {

    static final String PREFIX = "rpc";
    static final String PATH = "/" + PREFIX + "/{key}";

    private static final Set<Preference> OF_READS = EnumSet.of(COUNT, HANDLING);
    private static final Set<Preference> OF_WRITES = EnumSet.of(MAX_AFFECTED, TX, HANDLING);
    private static final List<MediaType> BODIES = List.of(
            MediaType.APPLICATION_JSON,
            MediaType.APPLICATION_FORM_URLENCODED,
            MediaType.TEXT_PLAIN,
            MediaType.TEXT_XML,
            MediaType.APPLICATION_XML,
            MediaType.APPLICATION_OCTET_STREAM);

    private final Catalogs catalogs;
    private final CallParser calls;
    private final FunctionReads reads;
    private final FunctionWrites writes;
    private final IdempotentWrites idempotent;
    private final BodyReader bodies;
    private final StreamExchange streams;

    FunctionController(
            Catalogs catalogs,
            CallParser calls,
            FunctionReads reads,
            FunctionWrites writes,
            IdempotentWrites idempotent,
            BodyReader bodies,
            StreamExchange streams) {
        this.catalogs = catalogs;
        this.calls = calls;
        this.reads = reads;
        this.writes = writes;
        this.idempotent = idempotent;
        this.bodies = bodies;
        this.streams = streams;
    }

    @GetMapping
    void get(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        var parameters = QueryString.parameters(request);
        var ranged =
                request.getMethod().equals(HttpMethod.GET.name()) ? ItemRange.addTo(parameters, request) : parameters;
        read(calls.ofQuery(name(request), ranged), request, response);
    }

    @PostMapping
    void post(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        EntityTags.requireNone(request);
        var sent = bodies.bytes(request);
        var parsed = calls.ofBody(name(request), body(request, sent), QueryString.parameters(request));
        if (parsed.writes()) {
            write(parsed, sent, request, response);
        } else {
            read(parsed, request, response);
        }
    }

    private String name(HttpServletRequest request) throws NoResourceFoundException {
        var name = String.join(",", QueryString.lastSegment(request));
        if (catalogs.ofCaller().stream()
                .allMatch(catalog -> catalog.routines(name).isEmpty())) {
            throw new NoResourceFoundException(HttpMethod.valueOf(request.getMethod()), request.getRequestURI(), name);
        }
        // Requests are counted by function.
        request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, "/rpc/" + name);
        return name;
    }

    private static CallBody body(HttpServletRequest request, byte[] sent) throws HttpMediaTypeNotSupportedException {
        var type = BodyReader.type(request);
        return switch (type) {
            case MediaType.APPLICATION_JSON_VALUE -> CallBody.ofJson(sent);
            case MediaType.APPLICATION_FORM_URLENCODED_VALUE ->
                CallBody.ofForm(QueryString.parameters(new String(sent, StandardCharsets.UTF_8)));
            case MediaType.TEXT_PLAIN_VALUE -> CallBody.ofText(sent, "text");
            case MediaType.TEXT_XML_VALUE, MediaType.APPLICATION_XML_VALUE -> CallBody.ofText(sent, "xml");
            case MediaType.APPLICATION_OCTET_STREAM_VALUE -> CallBody.ofBytes(sent);
            default -> throw new HttpMediaTypeNotSupportedException(MediaType.parseMediaType(type), BODIES);
        };
    }

    private void read(Parsed parsed, HttpServletRequest request, HttpServletResponse response)
            throws IOException, HttpMediaTypeException {
        var preferences = Preferences.of(request, OF_READS);
        var shape = shape(parsed);
        if (shape == Shape.NOTHING) {
            reads.run(parsed);
            response.setStatus(HttpStatus.NO_CONTENT.value());
            return;
        }
        var raw = RawValue.of(parsed.call().routine(), request);
        if (raw.isPresent()) {
            response.setContentType(raw.get().type().toString());
            JsonAnswer.send(
                    raw.get().from(only(reads.read(parsed, Optional.empty()).json())), response);
            return;
        }
        var form = Representation.ofRows(request);
        response.setContentType(form.contentType());
        if (form == Representation.CSV || form == Representation.NDJSON) {
            export(parsed, form, preferences, request, response);
        } else if (shape.isOfOne()) {
            var value = form.row(only(reads.read(parsed, Optional.empty()).json()));
            PageAnswer.tellOfOne(preferences, response);
            JsonAnswer.send(value, EntityTags.ofContent(value.checksum()), request, response);
        } else {
            send(new PageAnswer(reads.read(parsed, preferences.count()), preferences), form, request, response);
        }
    }

    private static void send(
            PageAnswer page, Representation form, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (form.ofOneRow()) {
            page.sendOnlyRow(form, response);
        } else {
            (form.stripsNulls() ? page.withoutNulls() : page).send(request, response);
        }
    }

    private void export(
            Parsed parsed,
            Representation form,
            Preferences preferences,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var format = form == Representation.CSV ? StreamFormat.CSV : StreamFormat.NDJSON;
        var rows = parsed.call().routine().result().rows();
        streams.export(
                new Transfer(rows, parsed.others(), format, Optional.of(parsed.call())),
                preferences,
                request,
                response);
    }

    private void write(Parsed parsed, byte[] body, HttpServletRequest request, HttpServletResponse response)
            throws IOException, HttpMediaTypeException {
        var preferences = Preferences.of(request, OF_WRITES);
        var answer = FunctionAnswer.to(request, parsed.call().routine(), preferences);
        var options = answer.options();
        try {
            if (options.rollback()) {
                answer.of(writes.run(parsed, options)).send(response);
            } else {
                var rows = parsed.call().routine().result().rows();
                idempotent.answer(request, response, rows, body, () -> answer.of(writes.run(parsed, options)));
            }
        } catch (NotSingle other) {
            throw Representation.notOneRow(other.rows());
        }
    }

    private static Shape shape(Parsed parsed) {
        return parsed.call().routine().result().shape();
    }

    /** The only row or value of an array. */
    static JsonBuffer only(JsonBuffer array) {
        var inner = array.inner();
        return inner.size() == 0 ? new JsonBuffer("null".getBytes(StandardCharsets.UTF_8)) : inner;
    }
}
