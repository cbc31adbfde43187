package dev.pgweir.routing.transaction;

import dev.pgweir.cluster.Cluster;
import dev.pgweir.cluster.Node;
import dev.pgweir.cluster.Topology;
import dev.pgweir.request.AsGateway;
import dev.pgweir.request.Deadline;
import dev.pgweir.request.RequestContext;
import dev.pgweir.routing.NoNodeAvailable;
import dev.pgweir.routing.WriteHold;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Where writes wait in order while there is no primary, or while an operator holds them back. The first of the queue waits for
 * the cluster; the others wait for it, so that they go on one after the other. What waits here has surely not run. Thread-safe.
 */
final class WriteGate implements WriteHold {

    private static final Duration OUTSIDE_REQUESTS = Duration.ofSeconds(1);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(100);

    private final Cluster cluster;
    private final Function<Topology, Optional<Node>> primary;
    private final Duration patience;
    private final int capacity;
    private final Consumer<Duration> onWait;
    private final AtomicInteger waiting = new AtomicInteger();
    private final ReentrantLock queue = new ReentrantLock(true);
    private final Object lock = new Object();
    /** How many connections each thread writes over. */
    private final Map<Thread, Integer> running = new HashMap<>();

    private boolean held;

    /**
     * @param primary the node of a topology that takes writes
     * @param patience how long a write may wait, within its deadline
     * @param capacity how many may wait
     * @param onWait told how long each write has waited that had to, in vain or not
     */
    WriteGate(
            Cluster cluster,
            Function<Topology, Optional<Node>> primary,
            Duration patience,
            int capacity,
            Consumer<Duration> onWait) {
        this.cluster = cluster;
        this.primary = primary;
        this.patience = patience;
        this.capacity = capacity;
        this.onWait = onWait;
    }

    /** How many writes wait. */
    int waiting() {
        return waiting.get();
    }

    /**
     * Lets a write begin; {@link #leave} must follow.
     *
     * @throws NoNodeAvailable where there is no primary in time, or too many writes wait already
     */
    Node enter() {
        var node = admitted();
        return node.orElseGet(this::awaitTurn);
    }

    /** Notes that a write of this thread is over. */
    void leave() {
        leave(Thread.currentThread());
    }

    /** Notes that a write of a thread is over. */
    void leave(Thread writer) {
        synchronized (lock) {
            running.computeIfPresent(writer, (_, connections) -> connections > 1 ? connections - 1 : null);
            lock.notifyAll();
        }
    }

    /** A write that runs may take another connection, or it would never end. */
    private Optional<Node> admitted() {
        var writer = Thread.currentThread();
        synchronized (lock) {
            var node =
                    held && !running.containsKey(writer) ? Optional.<Node>empty() : primary.apply(cluster.topology());
            node.ifPresent(_ -> running.merge(writer, 1, Integer::sum));
            return node;
        }
    }

    private Node awaitTurn() {
        var deadline = Deadline.in(patience());
        try {
            if (waiting.incrementAndGet() > capacity) {
                throw Outage.ofWrites(
                        "there is no primary to write to, and too many writes wait for one", cluster.topology());
            }
            if (queue.tryLock(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
                try {
                    return awaitPrimary(deadline);
                } finally {
                    queue.unlock();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            waiting.decrementAndGet();
            onWait.accept(deadline.elapsed());
        }
        throw noPrimary();
    }

    /**
     * What runs outside a request, or for the gateway within one, has no client that waits, and may have another way without a primary,
     * as the catalog has.
     */
    private Duration patience() {
        synchronized (lock) {
            var waitedFor = RequestContext.isRunning() && !AsGateway.isRunningApart();
            return waitedFor || held || patience.compareTo(OUTSIDE_REQUESTS) < 0
                    ? RequestContext.atMost(patience)
                    : OUTSIDE_REQUESTS;
        }
    }

    private Node awaitPrimary(Deadline deadline) throws InterruptedException {
        while (true) {
            var topology = cluster.topology();
            var node = admitted();
            if (node.isPresent()) {
                return node.get();
            }
            if (deadline.hasPassed() || RequestContext.isCurrentOver()) {
                throw noPrimary();
            }
            awaitNews(topology, deadline.remaining(LOOK_INTERVAL));
        }
    }

    private void awaitNews(Topology topology, Duration most) throws InterruptedException {
        synchronized (lock) {
            if (held) {
                TimeUnit.NANOSECONDS.timedWait(lock, most.toNanos());
                return;
            }
        }
        var _ = cluster.awaitChange(topology, most);
    }

    private NoNodeAvailable noPrimary() {
        return Outage.ofWrites("there is no primary to write to", cluster.topology());
    }

    @Override
    public Held hold(Duration most) throws InterruptedException {
        var deadline = Deadline.in(most);
        synchronized (lock) {
            if (held) {
                throw new IllegalStateException("writes are held back already");
            }
            held = true;
            while (!running.isEmpty()) {
                if (deadline.hasPassed()) {
                    release();
                    throw new IllegalStateException("%d writes did not end in time".formatted(running.size()));
                }
                TimeUnit.NANOSECONDS.timedWait(lock, deadline.remaining().toNanos());
            }
        }
        return this::release;
    }

    private void release() {
        synchronized (lock) {
            held = false;
            lock.notifyAll();
        }
    }
}
