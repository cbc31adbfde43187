package dev.pgweir.admin.switchover;

import dev.pgweir.problem.Problem;
import dev.pgweir.problem.ProblemException;
import java.util.Optional;
import org.springframework.http.HttpStatus;

/** Says why no node was promoted. */
final class Refusal {

    private Refusal() {}

    static ProblemException invalid(String word, String message) {
        return Problem.of(HttpStatus.BAD_REQUEST, word, message).toException();
    }

    static ProblemException forbidden(String word, String message, String hint) {
        return Problem.of(HttpStatus.FORBIDDEN, word, message).hint(hint).toException();
    }

    static ProblemException conflict(String word, String message) {
        return Problem.of(HttpStatus.CONFLICT, word, message).toException();
    }

    static ProblemException conflict(String word, String message, String hint) {
        return Problem.of(HttpStatus.CONFLICT, word, message).hint(hint).toException();
    }

    static ProblemException unavailable(String word, String message, Optional<String> hint) {
        var problem = Problem.of(HttpStatus.SERVICE_UNAVAILABLE, word, message);
        hint.ifPresent(problem::hint);
        return problem.toException();
    }
}
