package dev.pgweir.cluster;

import java.time.Instant;

/** What the monitor last learned of a node. */
public sealed interface NodeState {

    /**
     * The node answered its last probe.
     *
     * @param role primary or replica
     * @param systemIdentifier the cluster's identity, equal on every node of one cluster
     * @param timeline the timeline the node writes or replays
     * @param lsn on a primary the insert position, on a replica the replayed one
     * @param probedAt when the answer arrived
     */
    record Up(Role role, long systemIdentifier, int timeline, Lsn lsn, Instant probedAt) implements NodeState {}

    /**
     * The node does not answer, or answers with an error.
     *
     * @param reason why, for people
     * @param since when it was first found so
     */
    record Down(String reason, Instant since) implements NodeState {}

    /** The node was not probed yet. */
    record Unknown() implements NodeState {}
}
