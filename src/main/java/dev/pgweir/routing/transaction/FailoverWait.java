package dev.pgweir.routing.transaction;

import dev.pgweir.cluster.Cluster;
import dev.pgweir.cluster.Topology;
import dev.pgweir.request.Deadline;
import dev.pgweir.request.RequestContext;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Waits for what the cluster lacks while it fails over, within the deadline of the running request. Thread-safe.
 *
 * @param cluster the cluster
 * @param patience how long to wait at most
 */
record FailoverWait(Cluster cluster, Duration patience) {

    /** A request may end meanwhile. */
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(100);

    /** Looks at the cluster until it gives what is wanted; empty where it does not in time. */
    <T> Optional<T> until(Function<Topology, Optional<T>> wanted) {
        var deadline = Deadline.in(RequestContext.atMost(patience));
        while (true) {
            var topology = cluster.topology();
            var found = wanted.apply(topology);
            if (found.isPresent() || deadline.hasPassed() || RequestContext.isCurrentOver()) {
                return found;
            }
            try {
                var _ = cluster.awaitChange(topology, deadline.remaining(LOOK_INTERVAL));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
    }
}
