package dev.pgweir.routing.load;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Who may use a connection of a pool next. A free one goes to the resource that holds the fewest, and among those who ask
 * for the same resource to the one who came first. A resource may take one more only while enough is left for others: each
 * that is stuck leaves a part of what is free, so that several stuck ones cannot use up the pool. The same rule divides the
 * queue, which nobody joins who would wait for too long: see {@link Line}. Thread-safe.
 *
 * @see <a href="https://doi.org/10.1109/90.664262">Choudhury and Hahne: Dynamic queue length thresholds</a>
 */
public final class FairTurns {

    private static final int ALL = 100;

    private final int queueSize;
    private final int share;
    private final long target;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();

    /** By resource; there are no more of these than tables. */
    private final Map<String, Use> uses = new HashMap<>();

    private final Set<Use> awaiting = new HashSet<>();

    private int free;
    private int waiting;
    private long asked;

    /**
     * @param size how many turns there are
     * @param queueSize how many may wait for one
     * @param share the percentage of either that one resource may have while others have none
     * @param target how long a wait is never too long
     * @param nanoTime as of {@link System#nanoTime}
     */
    public FairTurns(int size, int queueSize, int share, Duration target, LongSupplier nanoTime) {
        this.free = size;
        this.queueSize = queueSize;
        this.share = share;
        this.target = target.toNanos();
        this.nanoTime = nanoTime;
    }

    /** What one resource holds and awaits. */
    private static final class Use {

        private final Line line;
        private int held;

        private Use(long target) {
            this.line = new Line(target);
        }
    }

    /** One use of a connection, awaited or held. To be ended in any case. */
    public final class Turn {

        private final Use use;
        private final long order;
        private final CountDownLatch granted = new CountDownLatch(1);
        private long begun;
        private Runnable onGrant = () -> {};

        private Turn(Use use, long order) {
            this.use = use;
            this.order = order;
        }

        /**
         * Whether it has not come yet.
         *
         * @param onGrant run when it comes, where it has not; it must be quick, and ask for no turn
         */
        public boolean isAwaited(Runnable onGrant) {
            lock.lock();
            try {
                this.onGrant = onGrant;
                return granted.getCount() > 0;
            } finally {
                lock.unlock();
            }
        }

        /** Whether it has come within the time given. */
        public boolean await(Duration patience) throws InterruptedException {
            return granted.await(patience.toNanos(), TimeUnit.NANOSECONDS);
        }

        long order() {
            return order;
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
     * @param patience how long it may be waited for in any case
     * @param agreed whether the client who waits has agreed to that
     * @return one that has come or will, or nothing where too many wait already
     */
    public Optional<Turn> ask(String resource, Duration patience, boolean agreed) {
        lock.lock();
        try {
            var now = nanoTime.getAsLong();
            var use = uses.computeIfAbsent(resource, _ -> new Use(target));
            var turn = new Turn(use, asked++);
            if (use.line.length() == 0 && mayHave(use.held, free)) {
                grant(turn, now);
                return Optional.of(turn);
            }
            if (!mayHave(use.line.length(), queueSize - waiting) || !use.line.isOpen(use.held, patience, agreed, now)) {
                return Optional.empty();
            }
            use.line.join(turn, now);
            awaiting.add(use);
            waiting++;
            return Optional.of(turn);
        } finally {
            lock.unlock();
        }
    }

    /** In how long those who wait for a turn of this resource now will have been served, as far as can be told. */
    public Duration expectedWait(String resource) {
        lock.lock();
        try {
            var use = uses.get(resource);
            return use == null ? Duration.ZERO : Duration.ofNanos((long) use.line.expectedWait(use.held));
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
            var now = nanoTime.getAsLong();
            var use = turn.use;
            if (turn.granted.getCount() == 0) {
                use.held--;
                free++;
                use.line.took(now - turn.begun);
            } else {
                use.line.leave(turn);
                left(use);
            }
            while (waiting > 0 && grantNext(now)) {}
        } finally {
            lock.unlock();
        }
    }

    private boolean grantNext(long now) {
        var next = awaiting.stream()
                .filter(use -> mayHave(use.held, free))
                .min(Comparator.<Use>comparingInt(use -> use.held).thenComparingLong(use -> use.line.firstAsked()));
        next.ifPresent(use -> {
            grant(use.line.next(), now);
            left(use);
        });
        return next.isPresent();
    }

    private void left(Use use) {
        waiting--;
        if (use.line.length() == 0) {
            awaiting.remove(use);
        }
    }

    private void grant(Turn turn, long now) {
        turn.use.held++;
        free--;
        turn.begun = now;
        turn.onGrant.run();
        turn.granted.countDown();
    }

    /** Whether who has so many may have one more of what is left: the first always, more while a part remains for others. */
    private boolean mayHave(int had, int left) {
        return left > 0 && (had == 0 || (had + 1) * (ALL - share) <= (left - 1) * share);
    }
}
