package dev.pgweir.admin.replication;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;

/**
 * How far a marker came that was written into the primary's log, and how the nodes replicate.
 *
 * @param summary all of it in a sentence
 * @param works whether each node that answers has replayed the marker in time, and there is one
 * @param kinds which kinds of replication there are
 * @param marker what was written
 * @param nodes the other nodes, in the operator's order
 * @param senders the nodes and others that the primary sends its log to
 * @param slots what keeps log on the primary
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record ReplicationReport(
        @Schema(example = "2 of 2 replicas have replayed the marker, the slowest after 3.1 ms.")
        String summary,

        boolean works,
        List<Kind> kinds,
        Marker marker,
        List<NodeProgress> nodes,
        List<Sender> senders,
        List<Slot> slots) {

    /** A kind of replication. */
    enum Kind {
        /** All of the log is copied, and so all of the server. */
        physical,
        /** Changes of some tables are decoded from the log, and made again. */
        logical
    }

    /**
     * What was written.
     *
     * @param node the primary
     * @param lsn where in its log
     * @param committedMs how long the primary took to have it on its disk
     */
    record Marker(String node, String lsn, double committedMs) {}

    /**
     * How far a node came; each time is since the primary was told to write.
     *
     * @param receivedMs when it had written the marker to its files; only those with pg_monitor see it
     * @param flushedMs when it had it on its disk
     * @param replayedMs when its queries could have seen it
     * @param receiver how it gets its log; absent where none runs
     * @param subscriptions what it subscribes to
     * @param failure why it could not be asked
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record NodeProgress(
            String node,
            Optional<Double> receivedMs,
            Optional<Double> flushedMs,
            Optional<Double> replayedMs,
            Optional<Receiver> receiver,
            List<Subscription> subscriptions,
            Optional<String> failure) {}

    /**
     * How a node gets the log of another.
     *
     * @param status such as streaming
     * @param sender host and port that it comes from
     * @param slot which keeps log for it; absent where none does, so that it may miss some
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Receiver(Optional<String> status, Optional<String> sender, Optional<String> slot) {}

    /**
     * A subscription of logical replication.
     *
     * @param receivedLsn up to where it has received
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Subscription(String name, boolean running, Optional<String> receivedLsn) {}

    /**
     * What the primary sends to one that receives, as of after the marker.
     *
     * @param name as the receiver calls itself
     * @param syncState whether commits wait for it: async, potential, sync or quorum
     * @param replayLagMs how long commits of late took until it had replayed them
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Sender(
            String name,
            Optional<String> address,
            Optional<String> state,
            Optional<String> syncState,
            Optional<String> slot,
            @JsonUnwrapped Positions positions,
            Optional<Double> replayLagMs) {}

    /** Up to where the log was sent, and what has become of that. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Positions(
            Optional<String> sentLsn,
            Optional<String> writtenLsn,
            Optional<String> flushedLsn,
            Optional<String> replayedLsn) {}

    /**
     * A replication slot of the primary.
     *
     * @param kind of the replication that it serves
     * @param walStatus whether what it needs is still there: reserved, extended, unreserved or lost
     * @param heldBackBytes how much log it keeps the primary from removing
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Slot(
            String name,
            Kind kind,
            Optional<String> plugin,
            Optional<String> database,
            boolean active,
            Optional<String> walStatus,
            Optional<Long> heldBackBytes) {}
}
