package dev.pgweir.cluster;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A node and what is known of it.
 *
 * @param definition how to reach it
 * @param state what its last probe said
 * @param freshAsOf the moment, as of {@link System#nanoTime}, of which it is known to hold all that was committed until then; of
 *     the primary, that of its last probe; empty where none is known
 */
public record Node(NodeDefinition definition, NodeState state, OptionalLong freshAsOf) {

    /** A node of whose freshness nothing is known. */
    public Node(NodeDefinition definition, NodeState state) {
        this(definition, state, OptionalLong.empty());
    }

    /** The operator's name for the node. */
    public String name() {
        return definition.name();
    }

    /** What the node answered, if it answered its last probe. */
    public Optional<NodeState.Up> up() {
        return state instanceof NodeState.Up up ? Optional.of(up) : Optional.empty();
    }

    /** Whether the node answered its last probe in this role. */
    public boolean is(Role role) {
        return state instanceof NodeState.Up up && up.role() == role;
    }

    /** Whether the node is known to have replayed, or written, the log of its timeline up to there. */
    public boolean hasReached(Lsn lsn) {
        return state instanceof NodeState.Up up && up.lsn().compareTo(lsn) >= 0;
    }

    /**
     * By how much it may lag in time, at most.
     *
     * @param now the present moment, as of {@link System#nanoTime}
     */
    public Optional<Duration> staleness(long now) {
        return freshAsOf.isEmpty() ? Optional.empty() : Optional.of(Duration.ofNanos(now - freshAsOf.getAsLong()));
    }
}
