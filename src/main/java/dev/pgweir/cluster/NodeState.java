package dev.pgweir.cluster;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What the monitor last learned of a node. */
public sealed interface NodeState {

    /**
     * The node answered its last probe.
     *
     * @param role primary or replica
     * @param systemIdentifier the cluster's identity, equal on every node of one cluster
     * @param timeline the timeline the node writes or replays
     * @param lsn on a primary the insert position, on a replica the replayed one
     * @param history that of the primary's timeline; empty on a replica, and where the gateway's role may not read it
     * @param missing the optional privileges that the gateway's role lacks there
     * @param probedAt when the answer arrived
     */
    record Up(
            Role role,
            long systemIdentifier,
            int timeline,
            Lsn lsn,
            Optional<TimelineHistory> history,
            Set<Privilege> missing,
            Instant probedAt)
            implements NodeState {

        /** The identity of all clusters whose nodes may not tell theirs. */
        public static final long UNTOLD = 1;

        /** A node whose role lacks nothing. */
        public Up(
                Role role,
                long systemIdentifier,
                int timeline,
                Lsn lsn,
                Optional<TimelineHistory> history,
                Instant probedAt) {
            this(role, systemIdentifier, timeline, lsn, history, Set.of(), probedAt);
        }

        /** How far the node has come. */
        public LogPosition position() {
            return new LogPosition(timeline, lsn);
        }

        /** The same, further on. */
        public Up at(Lsn later) {
            return new Up(role, systemIdentifier, timeline, later, history, missing, probedAt);
        }
    }

    /**
     * The node does not answer, or answers with an error.
     *
     * @param reason why, for people
     * @param since when it was first found so, for people
     * @param sinceNanos the same moment, as of {@link System#nanoTime}
     */
    record Down(String reason, Instant since, long sinceNanos) implements NodeState {

        /** A node that was found so now. */
        public Down(String reason) {
            this(reason, Instant.now(), System.nanoTime());
        }

        /** The same for another reason. */
        public Down because(String newer) {
            return new Down(newer, since, sinceNanos);
        }
    }

    /** The node was not probed yet. */
    record Unknown() implements NodeState {}
}
