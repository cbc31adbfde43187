package dev.pgweir.cluster.monitor;

import dev.pgweir.cluster.NodeDefinition;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** When to probe one node: at every interval, at once after a doubt, and often while a caller waits for it. Thread-safe. */
final class NodeWatch {

    private static final long SHORTEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST_HURRIED_PAUSE = TimeUnit.MILLISECONDS.toNanos(8);

    private final NodeDefinition node;
    private final Semaphore woken = new Semaphore(0);
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger doubts = new AtomicInteger();
    private volatile boolean ended;
    private final AtomicInteger looks = new AtomicInteger();
    private int doubtsSeen;
    private long lastWhole = System.nanoTime();
    private long hurriedPause = SHORTEST_PAUSE;

    NodeWatch(NodeDefinition node) {
        this.node = node;
    }

    /** How to reach it; its weight and allowed use may have changed since. */
    NodeDefinition node() {
        return node;
    }

    String name() {
        return node.name();
    }

    /** How often there was reason to doubt what the last probe said. */
    int doubts() {
        return doubts.get();
    }

    /** Has the node probed once more, and tells when that is done. */
    BooleanSupplier lookAgain() {
        var before = looks.get();
        doubt();
        return () -> looks.get() > before;
    }

    /** Notes that an answer was taken for current. */
    void looked() {
        looks.incrementAndGet();
    }

    /** Takes what any probe under way will say for outdated. */
    void doubt() {
        doubts.incrementAndGet();
        wake();
    }

    /** Ends the pause. */
    void wake() {
        woken.release();
    }

    /** The node is no longer to be probed, and what any probe under way will say is of no interest. */
    void end() {
        ended = true;
        wake();
    }

    boolean hasEnded() {
        return ended;
    }

    /** A caller that waits for the node, until closed. */
    interface Hurry extends AutoCloseable {

        @Override
        void close();
    }

    Hurry hurry() {
        if (waiting.getAndIncrement() == 0) {
            wake();
        }
        return waiting::decrementAndGet;
    }

    /**
     * Lets time pass between two probes: ever more between those that follow while a caller waits. To be called by the
     * prober's own thread.
     *
     * @return whether the next is to be a whole one
     */
    boolean pause(Duration interval) throws InterruptedException {
        if (waiting.get() == 0) {
            hurriedPause = SHORTEST_PAUSE;
            woken.tryAcquire(interval.toNanos(), TimeUnit.NANOSECONDS);
        } else {
            woken.tryAcquire(hurriedPause, TimeUnit.NANOSECONDS);
            hurriedPause = Math.min(2 * hurriedPause, LONGEST_HURRIED_PAUSE);
        }
        woken.drainPermits();
        var now = System.nanoTime();
        var whole = waiting.get() == 0 || doubts.get() != doubtsSeen || now - lastWhole >= interval.toNanos();
        doubtsSeen = doubts.get();
        lastWhole = whole ? now : lastWhole;
        return whole;
    }
}
