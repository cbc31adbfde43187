package dev.pgweir.request;

import java.time.Duration;

/**
 * A point in time at which something has to end, by a clock that does not jump. Immutable.
 *
 * @param length how long it was when it was set
 * @param nanos when it ends, as of {@link System#nanoTime}
 * @param agreed whether the client asked for it, and so is content to wait as long
 */
public record Deadline(Duration length, long nanos, boolean agreed) {

    private static final Duration NEVER = Duration.ofDays(36_500);

    /** So long from now on. */
    public static Deadline in(Duration length) {
        return new Deadline(length, System.nanoTime() + length.toNanos(), false);
    }

    /** Far beyond the life of the process. */
    public static Deadline never() {
        return in(NEVER);
    }

    /** The same, which the client asked for. */
    public Deadline asAgreed() {
        return new Deadline(length, nanos, true);
    }

    /** How much time is left; zero or negative where it has passed. */
    public Duration remaining() {
        return Duration.ofNanos(nanos - System.nanoTime());
    }

    /** How much time is left, but no more than this. */
    public Duration remaining(Duration most) {
        var left = remaining();
        return left.compareTo(most) < 0 ? left : most;
    }

    /** Whether no time is left. */
    public boolean hasPassed() {
        return !remaining().isPositive();
    }

    /** How much time has passed since it was set. */
    public Duration elapsed() {
        return length.minus(remaining());
    }
}
