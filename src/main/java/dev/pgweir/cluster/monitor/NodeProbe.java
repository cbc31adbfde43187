package dev.pgweir.cluster.monitor;

import dev.pgweir.cluster.NodeState;

/** Asks one node what it is. For use by one thread. */
interface NodeProbe extends AutoCloseable {

    /** What the node answers, or why it does not; within a bounded time. */
    NodeState ask();

    @Override
    void close();
}
