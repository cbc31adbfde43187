package dev.pgweir.admin.switchover;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.convert.DurationStyle;

/**
 * Which node shall become the primary, while the present one runs.
 *
 * @param to its name
 * @param deadline by when it must have been promoted
 */
record SwitchoverRequest(
        @Schema(description = "The node to promote; without it, the most advanced replica", example = "replica-1")
        Optional<String> to,

        @Schema(
                description = "How long it may take to promote it, and so how long writes may be held, at most; "
                        + "`100ms` to `5m`, `10s` if not given",
                example = "10s")
        Optional<String> deadline) {

    private static final Duration DEFAULT = Duration.ofSeconds(10);
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    Duration patience() {
        var patience = deadline.map(SwitchoverRequest::parse).orElse(DEFAULT);
        if (patience.compareTo(SHORTEST) < 0 || patience.compareTo(LONGEST) > 0) {
            throw Refusal.invalid("malformed-body", "deadline must be from 100ms to 5m");
        }
        return patience;
    }

    private static Duration parse(String text) {
        try {
            return DurationStyle.detectAndParse(text);
        } catch (IllegalArgumentException malformed) {
            throw Refusal.invalid("malformed-body", "deadline is no duration such as 10s or 500ms: " + text);
        }
    }
}
