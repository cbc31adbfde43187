package dev.pgweir.web.replay;

import dev.pgweir.idempotency.StoredAnswer;
import dev.pgweir.idempotency.StoredAnswer.HeaderField;
import dev.pgweir.resources.json.JsonBuffer;
import dev.pgweir.web.header.Preferences;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;

/**
 * An answer that was not sent yet, so that it can be kept.
 *
 * @param status its status
 * @param headers its header fields, in their order
 * @param json its content, if it has some
 */
public record Answer(HttpStatus status, List<HeaderField> headers, Optional<JsonBuffer> json) {

    public Answer {
        headers = List.copyOf(headers);
    }

    static Answer of(StoredAnswer stored) {
        var json =
                stored.body().length == 0 ? Optional.<JsonBuffer>empty() : Optional.of(new JsonBuffer(stored.body()));
        return new Answer(HttpStatus.valueOf(stored.status()), stored.headers(), json);
    }

    StoredAnswer stored() {
        return new StoredAnswer(
                status.value(), headers, json.map(JsonBuffer::toByteArray).orElse(new byte[0]));
    }

    /** Sends it. */
    public void send(HttpServletResponse response) throws IOException {
        response.setStatus(status.value());
        for (var field : headers) {
            if (field.name().equals(Preferences.APPLIED)) {
                Preferences.addApplied(response, field.value());
            } else {
                response.setHeader(field.name(), field.value());
            }
        }
        if (json.isPresent()) {
            response.setContentLength(json.get().size());
            json.get().writeTo(response.getOutputStream());
        }
    }
}
