package dev.pgweir.routing.pool;

import static java.util.Objects.requireNonNullElse;
import static org.springframework.core.NestedExceptionUtils.getMostSpecificCause;

import dev.pgweir.cluster.Cluster;
import dev.pgweir.cluster.NodeState;
import dev.pgweir.cluster.Role;
import dev.pgweir.cluster.link.UnsuitableLink;
import dev.pgweir.routing.load.NodeLoad;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the use of one node's connections tells of the node: it is counted and reported to the cluster, and the other
 * connections of the pool are given up where they are likely to fail as well. Thread-safe.
 */
final class NodeFailures {

    private static final Logger log = LoggerFactory.getLogger(NodeFailures.class);

    private static final Duration LOOK_PATIENCE = Duration.ofSeconds(1);
    private static final Duration BETWEEN_COMPLAINTS = Duration.ofSeconds(10);

    private final String node;
    private final Cluster cluster;
    private final NodeLoad load;
    private final Runnable evictAll;
    private final LongAdder count = new LongAdder();

    /** When it was last told that nobody is let in. */
    private final AtomicLong refusalTold = new AtomicLong(System.nanoTime() - BETWEEN_COMPLAINTS.toNanos() - 1);

    /** @param evictAll has the pool close its connections, those in use once they come back */
    NodeFailures(String node, Cluster cluster, NodeLoad load, Runnable evictAll) {
        this.node = node;
        this.cluster = cluster;
        this.load = load;
        this.evictAll = evictAll;
    }

    /** How many connections failed, or could not be had. */
    long count() {
        return count.sum();
    }

    /** Whether the node is known to be down. */
    boolean isDown() {
        return cluster.topology()
                .node(node)
                .filter(seen -> seen.state() instanceof NodeState.Down)
                .isPresent();
    }

    /** Looks at the node again: a setting, or what a statement calls, can forbid writing just as well. */
    boolean isStandby() {
        try {
            return cluster.look(node, LOOK_PATIENCE) instanceof NodeState.Up up && up.role() == Role.REPLICA;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Notes that somebody has waited for a connection in vain. */
    void noConnectionFree() {
        count.increment();
    }

    /** Notes that nobody gets in, be it that the server refuses the user or the password, or that the connection is no good. */
    void notLetIn(SQLException failure) {
        count.increment();
        var now = System.nanoTime();
        var last = refusalTold.get();
        if (now - last > BETWEEN_COMPLAINTS.toNanos() && refusalTold.compareAndSet(last, now)) {
            log.error(
                    "{} does not let requests log in: {}. {}",
                    node,
                    getMostSpecificCause(failure).getMessage(),
                    failure instanceof UnsuitableLink
                            ? "It may be so for the user of pgweir.access.login only"
                            : "See to pgweir.access.login or pgweir.cluster.username, and to their passwords");
        }
    }

    /** Where one connection is lost, the others are as likely from before the node went away. */
    void connectionLost(SQLException failure) {
        count.increment();
        load.fail(failure);
        evictAll.run();
        cluster.suspect(node, requireNonNullElse(failure.getMessage(), failure.toString()));
    }

    /** What was opened to a primary must not live on to a standby, nor the other way round. */
    void writeRefused(String reason) {
        count.increment();
        evictAll.run();
        cluster.suspect(node, reason);
    }

    /** The sessions of the pool hold prepared statements that a table has outgrown. */
    void sessionsOutdated() {
        evictAll.run();
    }
}
