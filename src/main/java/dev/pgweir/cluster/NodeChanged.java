package dev.pgweir.cluster;

import java.util.Locale;

/**
 * A node went up or down, or has another role or timeline. Published as an application event, in the order in which it
 * happened, once the application context is complete; earlier changes are found in the topology.
 *
 * @param node the node's name
 * @param before what was known of it until then
 * @param after what is known of it now
 */
public record NodeChanged(String node, NodeState before, NodeState after) {

    /** Whether going from one state to the other is such a change. */
    public static boolean between(NodeState before, NodeState after) {
        return switch (before) {
            case NodeState.Up was ->
                !(after instanceof NodeState.Up is && is.role() == was.role() && is.timeline() == was.timeline());
            case NodeState.Down _ -> !(after instanceof NodeState.Down);
            case NodeState.Unknown _ -> !(after instanceof NodeState.Unknown);
        };
    }

    /** The change in one line: {@code replica-1: unknown -> replica, timeline 1, 0/3000060}. */
    @Override
    public String toString() {
        return "%s: %s -> %s".formatted(node, name(before), describe(after));
    }

    private static String name(NodeState state) {
        return switch (state) {
            case NodeState.Up up -> up.role().name().toLowerCase(Locale.ROOT);
            case NodeState.Down _ -> "down";
            case NodeState.Unknown _ -> "unknown";
        };
    }

    private static String describe(NodeState state) {
        return switch (state) {
            case NodeState.Up up -> "%s, timeline %d, %s".formatted(name(up), up.timeline(), up.lsn());
            case NodeState.Down down -> "down, " + down.reason();
            case NodeState.Unknown unknown -> name(unknown);
        };
    }
}
