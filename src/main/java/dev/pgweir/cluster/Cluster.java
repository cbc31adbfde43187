package dev.pgweir.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The cluster as the monitor sees it. Thread-safe. */
public interface Cluster {

    /**
     * How old the last probe of a primary may be: one that was not seen for longer may have been replaced by one that this
     * gateway has not seen yet.
     */
    Duration lease();

    /** Where this gateway stands, if the operator has said so. */
    Optional<String> zone();

    /** The newest snapshot; never blocks. */
    Topology topology();

    /**
     * Reports that a connection to a node failed: it counts as down at once, until a probe, asked for by this
     * call, finds it well.
     *
     * @param node the node's name
     * @param reason what was seen, for people
     */
    void suspect(String node, String reason);

    /**
     * Has a node probed now, and waits for its answer.
     *
     * @return its state as of then, or of before where it does not answer in time
     */
    NodeState look(String node, Duration patience) throws InterruptedException;

    /**
     * Reports that a connection to a node was opened. Its server may have been restarted meanwhile, and a standby then may go
     * on from an earlier position: until the next probe, asked for by this call, nothing is known of how far it has come.
     */
    void connected(String node);

    /** Reports a timeline that another gateway has seen: nodes on older ones are neither written nor read from now on. */
    void seen(int timeline);

    /** Reports which node a manager of the cluster, such as Patroni, names as its leader now: no other node is the primary. */
    void named(Set<String> leaders);

    /**
     * Replaces the nodes. New ones are probed, those that are gone no longer; of a node that is reached as before, all that is
     * known stays.
     */
    void reconcile(List<NodeDefinition> nodes);

    /**
     * Waits until a node has replayed the log up to there. The node is asked often meanwhile, but once for all who wait.
     *
     * @return whether it has come that far in time; false for a node that is gone
     */
    boolean awaitReplay(String node, Lsn lsn, Duration patience) throws InterruptedException;

    /**
     * Waits until the cluster has changed: a node came or went, went up or down, or has another role, timeline or allowed use.
     *
     * @param since the snapshot that the caller found wanting
     * @return whether it has changed in time
     */
    boolean awaitChange(Topology since, Duration patience) throws InterruptedException;
}
