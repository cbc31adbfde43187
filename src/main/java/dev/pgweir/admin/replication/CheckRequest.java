package dev.pgweir.admin.replication;

import dev.pgweir.admin.guard.AskedDeadline;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.util.Optional;

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

    Duration patience() {
        return AskedDeadline.of(deadline, DEFAULT);
    }
}
