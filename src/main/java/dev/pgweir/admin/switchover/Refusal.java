package dev.pgweir.admin.switchover;

import java.net.URI;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** No node was promoted: why, with the stable name of the reason. */
final class Refusal extends ErrorResponseException {

    private Refusal(HttpStatus status, String code, String message, Optional<String> hint) {
        super(status, problem(status, code, message, hint), null);
    }

    static Refusal invalid(String code, String message) {
        return new Refusal(HttpStatus.BAD_REQUEST, code, message, Optional.empty());
    }

    static Refusal forbidden(String code, String message, String hint) {
        return new Refusal(HttpStatus.FORBIDDEN, code, message, Optional.of(hint));
    }

    static Refusal conflict(String code, String message) {
        return new Refusal(HttpStatus.CONFLICT, code, message, Optional.empty());
    }

    static Refusal conflict(String code, String message, String hint) {
        return new Refusal(HttpStatus.CONFLICT, code, message, Optional.of(hint));
    }

    static Refusal unavailable(String code, String message, Optional<String> hint) {
        return new Refusal(HttpStatus.SERVICE_UNAVAILABLE, code, message, hint);
    }

    private static ProblemDetail problem(HttpStatus status, String code, String message, Optional<String> hint) {
        var problem = ProblemDetail.forStatusAndDetail(status, message);
        problem.setType(URI.create("urn:pgweir:problem:" + code));
        problem.setProperty("code", code);
        problem.setProperty("message", message);
        hint.ifPresent(text -> problem.setProperty("hint", text));
        return problem;
    }
}
