package dev.pgweir.cluster.control;

import java.util.List;

/** What has become of a node that is to follow a new primary. */
public sealed interface FollowOutcome {

    /**
     * It streams from the new primary.
     *
     * @param copied whether its data had to be copied again, because its own log went beyond what the new primary had
     */
    record Streaming(boolean copied) implements FollowOutcome {}

    /**
     * An operator has to make it follow.
     *
     * @param commands what to run, in order
     */
    record ByHand(List<String> commands) implements FollowOutcome {}

    /**
     * It does not follow.
     *
     * @param reason why, for people
     */
    record Failed(String reason) implements FollowOutcome {}
}
