package dev.pgweir.cluster;

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

    /** Whether the node answered its last probe in this role. */
    public boolean is(Role role) {
        return state instanceof NodeState.Up up && up.role() == role;
    }
}
