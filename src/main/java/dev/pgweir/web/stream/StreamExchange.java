package dev.pgweir.web.stream;

import static dev.pgweir.web.header.Preference.COUNT;
import static dev.pgweir.web.header.Preference.HANDLING;
import static dev.pgweir.web.header.Preference.MAX_AFFECTED;
import static dev.pgweir.web.header.Preference.RESOLUTION;
import static dev.pgweir.web.header.Preference.RETURN;
import static dev.pgweir.web.header.Preference.TX;

import dev.pgweir.request.RequestContext;
import dev.pgweir.resources.Streams;
import dev.pgweir.resources.Streams.Transfer;
import dev.pgweir.resources.answer.Page.Total;
import dev.pgweir.resources.answer.Written;
import dev.pgweir.resources.request.CountMode;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Origin;
import dev.pgweir.resources.request.WriteOptions;
import dev.pgweir.resources.request.WriteOptions.NotSingle;
import dev.pgweir.web.connection.HandOver;
import dev.pgweir.web.connection.TimelyBody;
import dev.pgweir.web.header.Preference;
import dev.pgweir.web.header.Preferences;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;

/**
 * Serves requests whose rows are streamed, on connections of their own. They may take as long as their clients do, unless
 * these gave a deadline. Thread-safe.
 */
public final class StreamExchange {

    private static final Set<Preference> OF_IMPORTS = EnumSet.of(RETURN, COUNT, RESOLUTION, MAX_AFFECTED, TX, HANDLING);
    private static final String KEY = "Idempotency-Key";

    private final Streams streams;
    private final int maxLine;
    private final long maxBody;

    /**
     * @param maxLine the most bytes of a row in NDJSON
     * @param maxBody the most bytes of a body; 0 for any number
     */
    public StreamExchange(Streams streams, int maxLine, long maxBody) {
        this.streams = streams;
        this.maxLine = maxLine;
        this.maxBody = maxBody;
    }

    /** Answers with all rows. */
    public void export(
            Transfer transfer, Preferences preferences, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        HandOver.leaveWorker();
        var export = streams.export(transfer);
        var total = preferences.count().flatMap(mode -> streams.count(transfer, mode));
        total.ifPresent(counted -> response.setHeader(HttpHeaders.CONTENT_RANGE, "*/" + counted.rows()));
        tellApplied(preferences, total.map(Total::mode), response);
        if (request.getMethod().equals(HttpMethod.HEAD.name())) {
            streams.check(transfer);
            return;
        }
        var out = response.getOutputStream();
        stream();
        export.accept(out);
    }

    /** Inserts all rows of the body, or none, and answers how many they were; the rows themselves where the client wants them. */
    public void load(Transfer transfer, Representation form, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (maxBody != 0 && request.getContentLengthLong() > maxBody) {
            throw LimitedInput.tooLarge(maxBody);
        }
        HandOver.leaveWorker();
        requireNoKey(request);
        var preferences = Preferences.of(request, OF_IMPORTS);
        var options = form.ofOneRow() ? preferences.writeOptions().ofOneRow() : preferences.writeOptions();
        stream();
        var sent = TimelyBody.of(request);
        var body = maxBody == 0 ? sent : new LimitedInput(sent, maxBody);
        var written = load(transfer, body, options);
        response.setStatus((written.created() ? HttpStatus.CREATED : HttpStatus.OK).value());
        response.setHeader(HttpHeaders.CONTENT_RANGE, "*/" + written.rows());
        tellApplied(preferences, preferences.count().map(_ -> CountMode.EXACT), response);
        if (written.json().isPresent()) {
            response.setContentType(form.contentType());
            form.rows(written.json().get()).writeTo(response.getOutputStream());
        }
    }

    private Written load(Transfer transfer, InputStream body, WriteOptions options) throws IOException {
        try {
            return streams.load(transfer, body, maxLine, options);
        } catch (NotSingle other) {
            throw Representation.notOneRow(other.rows());
        }
    }

    /** @param counted how rows were counted, if they were */
    private static void tellApplied(
            Preferences preferences, Optional<CountMode> counted, HttpServletResponse response) {
        counted.map(preferences::countedBy)
                .orElse(preferences)
                .applied()
                .ifPresent(applied -> Preferences.addApplied(response, applied));
    }

    /** To tell whether a repeat is the same, the whole body would have to be read before it is written. */
    private static void requireNoKey(HttpServletRequest request) {
        if (request.getHeader(KEY) != null) {
            throw new InvalidRequest(
                    "key-not-applicable", new Origin.Header(KEY), "an import is not remembered by a key");
        }
    }

    private static void stream() {
        RequestContext.current()
                .ifPresent(context -> context.stream(!context.deadline().agreed()));
    }
}
