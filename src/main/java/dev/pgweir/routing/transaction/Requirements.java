package dev.pgweir.routing.transaction;

import dev.pgweir.cluster.Cluster;
import dev.pgweir.cluster.LogPosition;
import dev.pgweir.cluster.Lsn;
import dev.pgweir.cluster.NodeState;
import dev.pgweir.cluster.Topology;
import dev.pgweir.routing.NoNodeAvailable;
import dev.pgweir.routing.session.ConsistencyToken;
import dev.pgweir.routing.session.Session;
import dev.pgweir.routing.session.Session.Consistency;
import dev.pgweir.routing.session.Session.WriteLost;
import dev.pgweir.routing.transaction.RouteDemand.Freshness;
import java.util.Optional;

/**
 * What a session asks of the cluster as it has become: after a failover a position alone would lie, for the log goes on from an
 * earlier one (PostgreSQL manual, chapter 25.3.6). While the cluster fails over it waits for the new primary, which alone can tell
 * what was kept. Thread-safe.
 *
 * @param cluster the cluster
 * @param failover for a primary
 */
record Requirements(Cluster cluster, FailoverWait failover) {

    /**
     * How fresh data must be for the running session.
     *
     * @throws WriteLost where what its client has written is not part of the cluster any more
     */
    Freshness ofSession() {
        return Session.current()
                .map(session -> new Freshness(
                        session.consistency() == Consistency.STRONG,
                        session.required().map(this::replayed),
                        session.maxStaleness()))
                .orElse(Freshness.ANY);
    }

    /** The timeline that they hold for. */
    int timeline() {
        return cluster.topology().newestTimeline();
    }

    private Lsn replayed(ConsistencyToken token) {
        token.written().ifPresent(written -> cluster.seen(written.timeline()));
        var topology = cluster.topology();
        if (topology.systemIdentifier()
                .filter(known -> known != token.systemIdentifier() && isTold(known) && isTold(token.systemIdentifier()))
                .isPresent()) {
            throw new WriteLost(false, "the token is of another cluster");
        }
        token.written()
                .filter(written -> written.timeline() < topology.newestTimeline())
                .ifPresent(written -> requireKept(
                        written, failover.until(Requirements::withPrimary).orElse(topology)));
        return token.seen().lsn();
    }

    /** The role may have been allowed to ask for the identity, or forbidden, since the token was given. */
    private static boolean isTold(long systemIdentifier) {
        return systemIdentifier != NodeState.Up.UNTOLD;
    }

    private static Optional<Topology> withPrimary(Topology topology) {
        return topology.primary().map(_ -> topology);
    }

    private static void requireKept(LogPosition written, Topology topology) {
        var history = topology.history();
        if (history.isEmpty()) {
            throw topology.primary().isEmpty()
                    ? new NoNodeAvailable(true, "the cluster is failing over: no primary can tell which writes it kept")
                    : new WriteLost(
                            false,
                            "the cluster has failed over since, and whether it kept the write at %s is not known: the gateway's role may not read the history"
                                    .formatted(written));
        }
        if (!history.get().contains(written)) {
            throw new WriteLost(
                    true,
                    "the cluster has failed over since to a node that had not received the write at %s: it is lost"
                            .formatted(written));
        }
    }
}
