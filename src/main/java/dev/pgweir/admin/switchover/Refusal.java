package dev.pgweir.admin.switchover;

import dev.pgweir.admin.AdminProblem;
import java.util.Optional;
import org.springframework.http.HttpStatus;

/** No node was promoted: why, with the stable name of the reason. */
final class Refusal extends AdminProblem {

    private Refusal(HttpStatus status, String code, String message, Optional<String> hint) {
        super(status, code, message, hint);
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
}
