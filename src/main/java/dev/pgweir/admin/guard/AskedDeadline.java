package dev.pgweir.admin.guard;

import dev.pgweir.problem.Problem;
import dev.pgweir.problem.ProblemException;
import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.http.HttpStatus;

/** The {@code deadline} in the body of an operator's call, such as {@code 5s}; {@code 100ms} to {@code 5m}. */
public final class AskedDeadline {

    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private AskedDeadline() {}

    /**
     * Reads what was asked for.
     *
     * @param otherwise where nothing was
     * @throws ProblemException where it is no duration, or too short or too long
     */
    public static Duration of(Optional<String> asked, Duration otherwise) {
        var deadline = asked.map(AskedDeadline::parse).orElse(otherwise);
        if (deadline.compareTo(SHORTEST) < 0 || deadline.compareTo(LONGEST) > 0) {
            throw malformed("deadline must be from 100ms to 5m");
        }
        return deadline;
    }

    private static Duration parse(String text) {
        try {
            return DurationStyle.detectAndParse(text);
        } catch (IllegalArgumentException malformed) {
            throw malformed("deadline is no duration such as 5s or 500ms: " + text);
        }
    }

    private static ProblemException malformed(String message) {
        return Problem.of(HttpStatus.BAD_REQUEST, "malformed-body", message).toException();
    }
}
