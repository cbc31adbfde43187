package dev.pgweir.admin.replication;

import dev.pgweir.problem.Problem;
import dev.pgweir.problem.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.http.HttpStatus;

/**
 * How a check of the replication is made.
 *
 * @param deadline how long nodes are waited for
 */
record CheckRequest(
        @Schema(
                description = "How long nodes may take to replay the marker; `100ms` to `5m`, `5s` if not given",
                example = "5s")
        Optional<String> deadline) {

    private static final Duration DEFAULT = Duration.ofSeconds(5);
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    Duration patience() {
        var patience = deadline.map(CheckRequest::parse).orElse(DEFAULT);
        if (patience.compareTo(SHORTEST) < 0 || patience.compareTo(LONGEST) > 0) {
            throw malformed("deadline must be from 100ms to 5m");
        }
        return patience;
    }

    private static Duration parse(String text) {
        try {
            return DurationStyle.detectAndParse(text);
        } catch (IllegalArgumentException malformed) {
            throw malformed("deadline is no duration such as 5s or 500ms: " + text);
        }
    }

    static ProblemException malformed(String message) {
        return Problem.of(HttpStatus.BAD_REQUEST, "malformed-body", message).toException();
    }
}
