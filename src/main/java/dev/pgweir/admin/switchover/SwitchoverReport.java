package dev.pgweir.admin.switchover;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.pgweir.cluster.control.FollowOutcome;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;

/**
 * What came of a switchover or promotion.
 *
 * @param oldPrimary the node that took writes before
 * @param newPrimary the node that takes them now
 * @param timeline the new primary's timeline
 * @param writesHeldMs how long writes had to wait
 * @param nodes what became of the other nodes
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record SwitchoverReport(
        @Schema(description = "The node that took writes before; absent where none did", example = "primary")
        Optional<String> oldPrimary,

        @Schema(example = "replica-1") String newPrimary,

        @Schema(
                description = "The timeline it has begun; absent where it was promoted, but the gateway could not see "
                        + "it as the primary within 10 seconds",
                example = "2")
        Optional<Integer> timeline,

        @Schema(description = "How many milliseconds writes were held", example = "420")
        long writesHeldMs,

        List<Follower> nodes) {

    /** What became of another node. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Follower(
            @Schema(example = "primary") String name,

            @Schema(
                    description =
                            "`streaming`: follows the new primary; `copied`: does so too, but had to be copied from it "
                                    + "again, since its own log went further; `manual`: run the commands; `failed`: does not follow",
                    allowableValues = {"streaming", "copied", "manual", "failed"})
            String outcome,

            @Schema(description = "What to run for it, in order")
            List<String> commands,

            @Schema(description = "Why it does not follow") Optional<String> reason) {

        static Follower of(String name, FollowOutcome outcome) {
            return switch (outcome) {
                case FollowOutcome.Streaming(var copied) ->
                    new Follower(name, copied ? "copied" : "streaming", List.of(), Optional.empty());
                case FollowOutcome.ByHand(var commands) -> new Follower(name, "manual", commands, Optional.empty());
                case FollowOutcome.Failed(var reason) -> new Follower(name, "failed", List.of(), Optional.of(reason));
            };
        }
    }
}
