package dev.pgweir.limits;

import java.time.Duration;

/**
 * How much somebody may still spend.
 *
 * @param cause what is answered where it is spent
 * @param quota how much it is in a window
 * @param window from when on it is there again
 * @param left how much of it is left
 * @param reset when the next window begins
 */
public record Allowance(Cause cause, int quota, Duration window, int left, Duration reset) {

    /** Whether so little is left that a client should know. */
    boolean isNearlySpent() {
        return left < quota / 5;
    }
}
