package dev.pgweir.routing.load;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Those who wait for a turn of one resource. Those who would wait for too long do not join: longer than one and a half turns
 * take, and than a target. A line that was empty a moment ago may be longer, since bursts pass; one that stands does not get
 * shorter by itself. Guarded by its owner's lock.
 *
 * @see <a href="https://doi.org/10.1145/2209249.2209264">Nichols and Jacobson: Controlling queue delay</a>
 */
final class Line {

    /** How much one more turn changes the mean. */
    private static final double WEIGHT = 0.1;

    /** With its own turn, a request then takes less than three times as long as without a wait. */
    private static final double MOST_TURNS = 1.5;

    /** So many may always wait, since a resource may hold no more than a turn or two at the time. */
    private static final int FEW = 4;

    /** How many times as long as the target a burst may wait, and last. */
    private static final int BURST = 5;

    /** By how much more than expected it may take until those are served who have agreed to a wait. */
    private static final double ERROR = 1.25;

    private final Queue<FairTurns.Turn> waiting = new ArrayDeque<>();
    private final long target;
    private double meanTurn;
    private long standsSince;

    /** @param target how long a wait is never too long, in nanoseconds */
    Line(long target) {
        this.target = target;
    }

    /** Notes how long a turn took. */
    void took(long nanos) {
        meanTurn = meanTurn == 0 ? nanos : meanTurn + (nanos - meanTurn) * WEIGHT;
    }

    /**
     * How long one more would wait, in nanoseconds; 0 while no turn has ended.
     *
     * @param held how many turns those in the line wait for the end of
     */
    double expectedWait(int held) {
        return (waiting.size() + 1) * meanTurn / Math.max(1, held);
    }

    /**
     * Whether one more may join.
     *
     * @param patience how long the caller may wait in any case
     * @param agreed whether the client has agreed to that
     */
    boolean isOpen(int held, Duration patience, boolean agreed, long now) {
        var expected = expectedWait(held);
        if (agreed) {
            return ERROR * (expected + meanTurn) <= patience.toNanos();
        }
        var stands = !waiting.isEmpty() && now - standsSince > BURST * target;
        var tolerated = stands ? target : BURST * target;
        return expected <= patience.toNanos()
                && (waiting.size() < FEW || expected <= tolerated || expected <= MOST_TURNS * meanTurn);
    }

    void join(FairTurns.Turn turn, long now) {
        if (waiting.isEmpty()) {
            standsSince = now;
        }
        waiting.add(turn);
    }

    void leave(FairTurns.Turn turn) {
        waiting.remove(turn);
    }

    FairTurns.Turn next() {
        return waiting.remove();
    }

    int length() {
        return waiting.size();
    }

    /** When the first of it asked, in the order of all; there must be one. */
    long firstAsked() {
        return waiting.element().order();
    }
}
