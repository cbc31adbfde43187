package dev.pgweir.problem;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/**
 * Builds an error answer (RFC 9457). Its {@code type} has the stable name of the problem; {@code code}, {@code message},
 * {@code details} and {@code hint} are there in each, as clients of PostgREST read them. For one thread.
 */
public final class Problem {

    private static final JsonMapper JSON = new JsonMapper();

    private final ProblemDetail detail;
    private final HttpHeaders headers = new HttpHeaders();

    private Problem(ProblemDetail detail) {
        this.detail = detail;
    }

    /**
     * Begins a problem.
     *
     * @param word its stable name, in words joined by hyphens
     * @param message what went wrong, for people
     */
    public static Problem of(HttpStatusCode status, String word, String message) {
        var detail = ProblemDetail.forStatusAndDetail(status, message);
        detail.setType(URI.create("urn:pgweir:problem:" + word));
        detail.setProperty("code", ClientCodes.of(word));
        detail.setProperty("message", message);
        detail.setProperty("details", null);
        detail.setProperty("hint", null);
        return new Problem(detail);
    }

    /** Replaces the code that follows from the stable name. */
    public Problem code(String code) {
        return with("code", code);
    }

    /** Says more about what went wrong. */
    public Problem details(String details) {
        return with("details", details);
    }

    /** Says what to do about it. */
    public Problem hint(String hint) {
        return with("hint", hint);
    }

    /** Adds a member of its own kind. */
    public Problem with(String member, Object value) {
        detail.setProperty(member, value);
        return this;
    }

    /**
     * Names the part of the request to blame.
     *
     * @param place where it is, such as {@code parameter}, {@code header}, {@code pointer} or {@code line}; empty if unknown
     */
    public Problem error(Map<String, Object> place) {
        if (place.isEmpty()) {
            return this;
        }
        Map<String, Object> error = new LinkedHashMap<>(place);
        error.put("detail", String.valueOf(detail.getDetail()));
        return with("errors", List.of(error));
    }

    /** Adds a header to the answer. */
    public Problem header(String name, String value) {
        headers.set(name, value);
        return this;
    }

    /** Adds headers to the answer. */
    public Problem headers(HttpHeaders others) {
        headers.putAll(others);
        return this;
    }

    /** Says when to come again, in whole seconds, and never at once. */
    public Problem retryAfter(Duration time) {
        return header(
                HttpHeaders.RETRY_AFTER,
                Long.toString(Math.max(1, time.plusMillis(999).toSeconds())));
    }

    /** The answer, which says when to come again where that may help. */
    public ResponseEntity<Object> toAnswer() {
        return toAnswer(detail, headers);
    }

    /** Of a request that belongs to a trace, it names that as the log does. */
    static ResponseEntity<Object> toAnswer(ProblemDetail detail, HttpHeaders headers) {
        Optional.ofNullable(MDC.get("traceId")).ifPresent(id -> detail.setProperty("traceId", id));
        var answer = ResponseEntity.status(detail.getStatus())
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (detail.getStatus() == HttpStatus.SERVICE_UNAVAILABLE.value()
                && !headers.containsHeader(HttpHeaders.RETRY_AFTER)) {
            answer.header(HttpHeaders.RETRY_AFTER, "1");
        }
        return answer.body(detail);
    }

    /** The exception that has a request answered with this problem. */
    public ProblemException toException() {
        return new ProblemException(detail, headers);
    }

    /** The body of the answer, for Spring MVC to write. */
    public ProblemDetail toProblemDetail() {
        return detail;
    }

    /** The body of the answer, for those who answer outside of Spring MVC. */
    public byte[] toJson() {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("type", String.valueOf(detail.getType()));
        members.put("title", requireNonNullElse(detail.getTitle(), "Error"));
        members.put("status", detail.getStatus());
        members.put("detail", detail.getDetail());
        members.putAll(requireNonNull(detail.getProperties()));
        return JSON.writeValueAsBytes(members);
    }
}
