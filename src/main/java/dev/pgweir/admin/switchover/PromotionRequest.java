package dev.pgweir.admin.switchover;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;

/**
 * Which node shall take the place of a primary that is dead.
 *
 * @param to its name
 * @param force whether to do so though the primary answers
 */
record PromotionRequest(
        @Schema(description = "The node to promote; without it, the most advanced replica", example = "replica-2")
        Optional<String> to,

        @Schema(
                description = "Promote though the primary answers; what it has not replicated is lost",
                defaultValue = "false",
                example = "false")
        Optional<Boolean> force) {}
