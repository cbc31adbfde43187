package dev.pgweir.routing.load;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Who may use a connection of a pool next. A free one goes to the resource that holds the fewest, and among those who ask
 * for the same resource to the one who came first. A resource may take one more only while enough is left for others: each
 * that is stuck leaves a part of what is free, so that several stuck ones cannot use up the pool. The same rule divides the
 * queue. Thread-safe.
 *
 * @see <a href="https://doi.org/10.1109/90.664262">Choudhury and Hahne: Dynamic queue length thresholds</a>
 */
public final class FairTurns {

    private static final int ALL = 100;

    private final int queueSize;
    private final int share;
    private final ReentrantLock lock = new ReentrantLock();

    /** The resources that hold or await a turn. */
    private final Map<String, Use> uses = new HashMap<>();

    private int free;
    private int waiting;
    private long asked;

    /**
     * @param size how many turns there are
     * @param queueSize how many may wait for one
     * @param share the percentage of either that one resource may have while others have none
     */
    public FairTurns(int size, int queueSize, int share) {
        this.free = size;
        this.queueSize = queueSize;
        this.share = share;
    }

    /** What one resource holds and awaits. */
    private static final class Use {

        private final String resource;
        private final Queue<Turn> queue = new ArrayDeque<>();
        private int held;

        private Use(String resource) {
            this.resource = resource;
        }

        private long firstAsked() {
            return queue.isEmpty() ? Long.MAX_VALUE : queue.element().order;
        }
    }

    /** One use of a connection, awaited or held. To be ended in any case. */
    public final class Turn {

        private final Use use;
        private final long order;
        private final CountDownLatch granted = new CountDownLatch(1);

        private Turn(Use use, long order) {
            this.use = use;
            this.order = order;
        }

        /** Whether it has come within the time given. */
        public boolean await(Duration patience) throws InterruptedException {
            return granted.await(patience.toNanos(), TimeUnit.NANOSECONDS);
        }

        /** Gives the turn back, or the place in the queue. */
        public void end() {
            FairTurns.this.end(this);
        }
    }

    /**
     * Asks for a turn.
     *
     * @param resource what it is wanted for
     * @return one that has come or will, or nothing where too many wait already
     */
    public Optional<Turn> ask(String resource) {
        lock.lock();
        try {
            var use = uses.computeIfAbsent(resource, Use::new);
            var turn = new Turn(use, asked++);
            if (use.queue.isEmpty() && mayHave(use.held, free)) {
                grant(turn);
                return Optional.of(turn);
            }
            if (!mayHave(use.queue.size(), queueSize - waiting)) {
                forgetIfIdle(use);
                return Optional.empty();
            }
            use.queue.add(turn);
            waiting++;
            return Optional.of(turn);
        } finally {
            lock.unlock();
        }
    }

    /** How many wait. */
    public int waiting() {
        lock.lock();
        try {
            return waiting;
        } finally {
            lock.unlock();
        }
    }

    private void end(Turn turn) {
        lock.lock();
        try {
            var use = turn.use;
            if (turn.granted.getCount() == 0) {
                use.held--;
                free++;
            } else {
                use.queue.remove(turn);
                waiting--;
            }
            forgetIfIdle(use);
            while (waiting > 0 && grantNext()) {}
        } finally {
            lock.unlock();
        }
    }

    private boolean grantNext() {
        var next = uses.values().stream()
                .filter(use -> !use.queue.isEmpty() && mayHave(use.held, free))
                .min(Comparator.<Use>comparingInt(use -> use.held).thenComparingLong(Use::firstAsked));
        next.ifPresent(use -> {
            waiting--;
            grant(use.queue.remove());
        });
        return next.isPresent();
    }

    private void grant(Turn turn) {
        turn.use.held++;
        free--;
        turn.granted.countDown();
    }

    /** Whether who has so many may have one more of what is left: the first always, more while a part remains for others. */
    private boolean mayHave(int had, int left) {
        return left > 0 && (had == 0 || (had + 1) * (ALL - share) <= (left - 1) * share);
    }

    private void forgetIfIdle(Use use) {
        if (use.held == 0 && use.queue.isEmpty()) {
            uses.remove(use.resource);
        }
    }
}
