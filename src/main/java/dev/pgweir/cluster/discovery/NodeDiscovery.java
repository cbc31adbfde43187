package dev.pgweir.cluster.discovery;

import dev.pgweir.cluster.Cluster;
import dev.pgweir.cluster.membership.Membership;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Looks for nodes at every interval, and at once when something has happened to the cluster. A look-up that fails leaves the
 * nodes as they are, but who was named as leader counts no longer. Has one thread of its own.
 */
public final class NodeDiscovery implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(NodeDiscovery.class);

    /** While there is no primary, the next leader may be named any moment. */
    private static final Duration WITHOUT_PRIMARY = Duration.ofMillis(250);

    private final NodeFinder finder;
    private final Membership membership;
    private final Cluster cluster;
    private final Duration interval;
    private final ExecutorService seeker = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("pgweir-discovery").factory());
    private boolean failing;

    public NodeDiscovery(NodeFinder finder, Membership membership, Cluster cluster, Duration interval) {
        this.finder = finder;
        this.membership = membership;
        this.cluster = cluster;
        this.interval = interval;
    }

    /** Looks, and goes on looking in the background. */
    public void start() throws InterruptedException {
        look();
        seeker.execute(this::run);
    }

    private void run() {
        try {
            while (true) {
                var before = cluster.topology();
                look();
                cluster.awaitChange(before, pause());
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration pause() {
        var hurried = cluster.topology().primary().isEmpty() && interval.compareTo(WITHOUT_PRIMARY) > 0;
        return hurried ? WITHOUT_PRIMARY : interval;
    }

    private void look() throws InterruptedException {
        try {
            var found = finder.find();
            cluster.named(found.leaders());
            membership.found(finder.name(), found.nodes());
            failing = false;
        } catch (IOException failure) {
            cluster.named(Set.of());
            log.atLevel(failing ? Level.DEBUG : Level.WARN)
                    .log("Looking for nodes by {} failed, those known stay: {}", finder.name(), failure.toString());
            failing = true;
        }
    }

    @Override
    public void close() {
        seeker.shutdownNow();
        seeker.close();
    }
}
