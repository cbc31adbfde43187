package dev.pgweir.web.answer;

import dev.pgweir.resources.json.JsonBuffer;
import dev.pgweir.web.header.EntityTags;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** Sends JSON, whose content type is set already. */
public final class JsonAnswer {

    private JsonAnswer() {}

    /** Sends it under a tag, or just says that the client has it already. */
    public static void send(JsonBuffer json, String tag, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setHeader(HttpHeaders.ETAG, tag);
        if (EntityTags.isKnown(request, tag)) {
            response.setStatus(HttpStatus.NOT_MODIFIED.value());
        } else {
            send(json, response);
        }
    }

    public static void send(JsonBuffer json, HttpServletResponse response) throws IOException {
        response.setContentLength(json.size());
        json.writeTo(response.getOutputStream());
    }
}
