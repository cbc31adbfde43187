package dev.pgweir.web.problem;

import static java.net.URLEncoder.encode;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pgweir.resources.request.RangeRefused;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/**
 * An error answer (RFC 9457). Its {@code type} has the stable name of the problem; {@code code}, {@code message},
 * {@code details} and {@code hint} are there in each, as clients of PostgREST read them.
 */
final class Problem {

    private final ProblemDetail detail;
    private final HttpHeaders headers = new HttpHeaders();

    private Problem(ProblemDetail detail) {
        this.detail = detail;
    }

    /** A problem with its stable name, in words joined by hyphens, and a sentence for people. */
    static Problem of(HttpStatusCode status, String word, String message) {
        var detail = ProblemDetail.forStatusAndDetail(status, message);
        detail.setType(URI.create("urn:pgweir:problem:" + word));
        detail.setProperty("code", ClientCodes.of(word));
        detail.setProperty("message", message);
        detail.setProperty("details", null);
        detail.setProperty("hint", null);
        return new Problem(detail);
    }

    /** A problem with its stable name, in words joined by hyphens, and the sentence that the exception has for people. */
    static Problem of(HttpStatusCode status, String word, Exception failure) {
        var problem = of(status, word, String.valueOf(failure.getMessage()));
        return SqlFailure.in(failure)
                .map(cause -> problem.with("sqlstate", Optional.of(cause.state())))
                .orElse(problem);
    }

    /** A problem of which no more is known than its status, and perhaps a sentence. */
    static Problem ofStatus(HttpStatusCode status, Optional<String> message) {
        return of(status, word(status), message.orElse(status.toString()));
    }

    private static String word(HttpStatusCode status) {
        return switch (status.value()) {
            case 405 -> "method-not-allowed";
            case 406 -> "not-acceptable";
            case 415 -> "unsupported-media-type";
            default -> status.is4xxClientError() ? "bad-request" : "internal-error";
        };
    }

    /** Replaces the stable name for programs, though not the type, by one that the database gave. */
    Problem code(String code) {
        return with("code", Optional.of(code));
    }

    /** Adds a header to the answer. */
    Problem header(String name, String value) {
        headers.set(name, value);
        return this;
    }

    /** Says when to come again, in whole seconds, and never at once. */
    Problem retryAfter(Duration time) {
        return header(
                HttpHeaders.RETRY_AFTER,
                Long.toString(Math.max(1, time.plusMillis(999).toSeconds())));
    }

    Problem details(Optional<String> details) {
        return with("details", details);
    }

    Problem hint(Optional<String> hint) {
        return with("hint", hint);
    }

    /** Takes over what the database said, but for its message. */
    Problem caused(SqlFailure failure) {
        if (failure.ofServer()) {
            code(failure.state());
        }
        return with("sqlstate", Optional.of(failure.state()))
                .details(failure.detail())
                .hint(failure.hint());
    }

    /** Names the part of the request to blame: {@code parameter}, {@code header}, {@code pointer} or {@code line}. */
    Problem error(String member, Object place) {
        return fault(Map.of(member, place), Optional.empty());
    }

    /** The same of a part that may be known by several members, or by none; and the constraint that was broken, if one was. */
    Problem fault(Map<String, Object> place, Optional<String> constraint) {
        if (!place.isEmpty() || constraint.isPresent()) {
            Map<String, Object> fault = new LinkedHashMap<>(place);
            constraint.ifPresent(name -> fault.put("constraint", name));
            fault.put("detail", String.valueOf(detail.getDetail()));
            detail.setProperty("errors", List.of(fault));
        }
        return this;
    }

    /** Tells how many partitions would be touched, and a request like this one that would be served. */
    Problem range(RangeRefused refusal, HttpServletRequest request) {
        detail.setProperty("partitions", refusal.partitions());
        var query = new StringJoiner("&", request.getRequestURI() + "?", "");
        if (request.getQueryString() != null) {
            query.add(request.getQueryString());
        }
        for (var bound : refusal.remedy()) {
            query.add(encode(bound.name(), UTF_8) + "=" + encode(bound.value(), UTF_8));
        }
        return refusal.remedy().isEmpty() ? this : hint(Optional.of("for example " + query));
    }

    ResponseEntity<Object> toAnswer() {
        return toAnswer(detail, headers);
    }

    /** The answer, which says when to come again where that may help. */
    static ResponseEntity<Object> toAnswer(ProblemDetail detail, HttpHeaders headers) {
        var answer = ResponseEntity.status(detail.getStatus())
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (detail.getStatus() == HttpStatus.SERVICE_UNAVAILABLE.value()
                && !headers.containsHeader(HttpHeaders.RETRY_AFTER)) {
            answer.header(HttpHeaders.RETRY_AFTER, "1");
        }
        return answer.body(detail);
    }

    ProblemDetail toProblemDetail() {
        return detail;
    }

    private Problem with(String name, Optional<String> value) {
        value.ifPresent(present -> detail.setProperty(name, present));
        return this;
    }
}
