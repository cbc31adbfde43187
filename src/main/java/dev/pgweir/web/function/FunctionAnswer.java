package dev.pgweir.web.function;

import dev.pgweir.catalog.Routine;
import dev.pgweir.catalog.Routine.Shape;
import dev.pgweir.idempotency.StoredAnswer.HeaderField;
import dev.pgweir.resources.answer.Written;
import dev.pgweir.resources.request.WriteOptions;
import dev.pgweir.web.header.Preference;
import dev.pgweir.web.header.Preferences;
import dev.pgweir.web.replay.Answer;
import dev.pgweir.web.stream.Representation;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.HttpMediaTypeNotAcceptableException;

/**
 * Tells a client what a function that may write has answered.
 *
 * @param shape how much that is
 * @param preferences those of the request
 * @param form the form in which rows are answered
 * @param raw the form of a value that is not answered as JSON
 */
record FunctionAnswer(Shape shape, Preferences preferences, Representation form, Optional<RawValue> raw) {

    /** The answer that a client wants. */
    static FunctionAnswer to(HttpServletRequest request, Routine routine, Preferences preferences)
            throws HttpMediaTypeNotAcceptableException {
        var raw = RawValue.of(routine, request);
        var form = raw.isPresent() ? Representation.JSON : Representation.ofWritten(request, true);
        var shape = routine.result().shape();
        return new FunctionAnswer(
                shape, shape.isOfMany() ? preferences : preferences.without(Preference.MAX_AFFECTED), form, raw);
    }

    /** How it is to be run: rows are counted, and bounded, where there may be several. */
    WriteOptions options() {
        var options = preferences.writeOptions();
        return shape.isOfMany() && form.ofOneRow() ? options.ofOneRow() : options;
    }

    Answer of(Written written) {
        List<HeaderField> headers = new ArrayList<>();
        preferences.applied().ifPresent(applied -> headers.add(new HeaderField(Preferences.APPLIED, applied)));
        if (written.json().isEmpty()) {
            return new Answer(HttpStatus.NO_CONTENT, headers, Optional.empty());
        }
        var json = written.json().get();
        if (raw.isPresent()) {
            headers.add(
                    new HeaderField(HttpHeaders.CONTENT_TYPE, raw.get().type().toString()));
            return new Answer(HttpStatus.OK, headers, Optional.of(raw.get().from(FunctionController.only(json))));
        }
        headers.add(new HeaderField(HttpHeaders.CONTENT_TYPE, form.contentType()));
        if (shape.isOfOne()) {
            return new Answer(HttpStatus.OK, headers, Optional.of(form.row(FunctionController.only(json))));
        }
        var range = written.rows() == 0 ? "*" : "0-" + (written.rows() - 1);
        headers.add(new HeaderField(HttpHeaders.CONTENT_RANGE, range + "/*"));
        return new Answer(HttpStatus.OK, headers, Optional.of(form.rows(json)));
    }
}
