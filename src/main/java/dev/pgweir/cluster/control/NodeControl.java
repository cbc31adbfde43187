package dev.pgweir.cluster.control;

import dev.pgweir.cluster.Lsn;
import dev.pgweir.cluster.NodeDefinition;
import java.time.Duration;
import java.util.Optional;

/** Gives nodes other roles. One caller at a time may promote; it makes sure that nothing is written in the meantime. */
public interface NodeControl {

    /** Whether it runs the servers itself, so that nothing is left to be done by hand. */
    boolean runsTheServers();

    /** The superuser that every user of this machine may be, where it runs the servers. */
    Optional<String> superuser();

    /**
     * A position in the primary's log behind all that was committed there until now.
     *
     * @throws ControlFailure where the primary does not tell
     */
    Lsn endOfLog(NodeDefinition primary);

    /**
     * Makes a replica the primary of a new timeline. Where it runs the servers, it stops the old primary first, which sends
     * the rest of its log before it ends.
     *
     * @throws ControlFailure where the replica was not promoted; then everything is as it was before
     */
    void promote(NodeDefinition successor, Duration patience);

    /** Makes another node, an old primary too, a replica of the new primary, or tells how to do so. */
    FollowOutcome follow(NodeDefinition node, NodeDefinition primary);
}
