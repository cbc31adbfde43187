package dev.pgweir.cluster;

import java.time.Instant;
import java.util.Optional;

/** Nodes for tests that need no server. */
public final class TestNodes {

    public static final long SYSTEM_IDENTIFIER = 7710835436647130785L;

    private TestNodes() {}

    public static NodeDefinition definition(String name) {
        return new NodeDefinition(name, "jdbc:postgresql://" + name + "/test", 1, new Credentials("test", ""));
    }

    public static NodeState.Up primary(int timeline, String lsn) {
        return new NodeState.Up(
                Role.PRIMARY, SYSTEM_IDENTIFIER, timeline, Lsn.parse(lsn), Optional.empty(), Instant.now());
    }

    public static NodeState.Up replica(int timeline, String lsn) {
        return new NodeState.Up(
                Role.REPLICA, SYSTEM_IDENTIFIER, timeline, Lsn.parse(lsn), Optional.empty(), Instant.now());
    }

    public static NodeState.Down down(String reason) {
        return new NodeState.Down(reason);
    }
}
