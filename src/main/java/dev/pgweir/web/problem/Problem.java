package dev.pgweir.web.problem;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;

/**
 * An error answer (RFC 9457). Beside the standard members it carries a stable {@code code}, and {@code message},
 * {@code details} and {@code hint}, which clients of PostgREST read.
 */
final class Problem {

    private final ProblemDetail detail;

    private Problem(ProblemDetail detail) {
        this.detail = detail;
    }

    /** A problem with its stable name, in words joined by hyphens, and a sentence for people. */
    static Problem of(HttpStatusCode status, String code, String message) {
        var detail = ProblemDetail.forStatusAndDetail(status, message);
        detail.setType(URI.create("urn:pgweir:problem:" + code));
        detail.setProperty("code", code);
        detail.setProperty("message", message);
        return new Problem(detail);
    }

    /** A problem of which no more is known than its status, and perhaps a sentence. */
    static Problem ofStatus(HttpStatusCode status, Optional<String> message) {
        return of(status, code(status), message.orElse(status.toString()));
    }

    private static String code(HttpStatusCode status) {
        return switch (status.value()) {
            case 405 -> "method-not-allowed";
            case 406 -> "not-acceptable";
            case 415 -> "unsupported-media-type";
            default -> status.is4xxClientError() ? "bad-request" : "internal-error";
        };
    }

    Problem details(Optional<String> details) {
        return with("details", details);
    }

    Problem hint(Optional<String> hint) {
        return with("hint", hint);
    }

    Problem sqlState(String state) {
        return with("sqlstate", Optional.of(state));
    }

    /** Names the part of the request to blame: {@code parameter}, {@code header}, {@code pointer} or {@code line}. */
    Problem error(String member, Object place) {
        detail.setProperty("errors", List.of(Map.of(member, place, "detail", String.valueOf(detail.getDetail()))));
        return this;
    }

    ProblemDetail toProblemDetail() {
        return detail;
    }

    private Problem with(String name, Optional<String> value) {
        value.ifPresent(present -> detail.setProperty(name, present));
        return this;
    }
}
