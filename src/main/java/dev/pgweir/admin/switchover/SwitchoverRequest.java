package dev.pgweir.admin.switchover;

import dev.pgweir.admin.guard.AskedDeadline;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.util.Optional;

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

    Duration patience() {
        return AskedDeadline.of(deadline, DEFAULT);
    }
}
