package dev.pgweir.cluster;

import java.util.Optional;

/**
 * A node and what is known of it.
 *
 * @param definition how to reach it
 * @param state what its last probe said
 */
public record Node(NodeDefinition definition, NodeState state) {

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
}
