package dev.pgweir.cluster.monitor;

import dev.pgweir.cluster.Lsn;
import dev.pgweir.cluster.NodeState;
import java.util.Optional;

/** Asks one node what it is. For use by one thread. */
interface NodeProbe extends AutoCloseable {

    /** What the node answers, or why it does not; within a bounded time. */
    NodeState ask();

    /** How far it has replayed the log, asked briefly; empty where it does not replay, or does not answer. */
    Optional<Lsn> replayed();

    @Override
    void close();
}
