package dev.pgweir.web.replay;

import dev.pgweir.idempotency.StoredAnswer;
import dev.pgweir.resources.json.JsonBuffer;
import dev.pgweir.web.header.Preferences;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;

/**
 * An answer that was not sent yet, so that it can be kept.
 *
 * @param status its status
 * @param headers its header fields, by name
 * @param json its content, if it has some
 */
public record Answer(HttpStatus status, Map<String, String> headers, Optional<JsonBuffer> json) {

    private static final String PART = ": ";

    static Answer of(StoredAnswer stored) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (var header : stored.headers()) {
            var name = header.substring(0, header.indexOf(PART));
            headers.put(name, header.substring(name.length() + PART.length()));
        }
        var json =
                stored.body().length == 0 ? Optional.<JsonBuffer>empty() : Optional.of(new JsonBuffer(stored.body()));
        return new Answer(HttpStatus.valueOf(stored.status()), headers, json);
    }

    StoredAnswer stored() {
        var lines = headers.entrySet().stream()
                .map(header -> header.getKey() + PART + header.getValue())
                .toList();
        return new StoredAnswer(
                status.value(), lines, json.map(JsonBuffer::toByteArray).orElse(new byte[0]));
    }

    /** Sends it. */
    public void send(HttpServletResponse response) throws IOException {
        response.setStatus(status.value());
        headers.forEach((name, value) -> {
            if (name.equals(Preferences.APPLIED)) {
                Preferences.addApplied(response, value);
            } else {
                response.setHeader(name, value);
            }
        });
        if (json.isPresent()) {
            response.setContentLength(json.get().size());
            json.get().writeTo(response.getOutputStream());
        }
    }
}
