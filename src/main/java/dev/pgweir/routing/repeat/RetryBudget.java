package dev.pgweir.routing.repeat;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many calls may be repeated: a share of all, and a few at once after a quiet time. Without it, repeats would double the load of
 * nodes that fail because of it. Thread-safe.
 */
final class RetryBudget {

    private static final int PRICE = 100;
    /** A node that stops to answer holds up its pool and the queue before it. */
    private static final int MOST = 150 * PRICE;

    private final int percentage;
    private final AtomicInteger balance = new AtomicInteger(MOST);

    RetryBudget(int percentage) {
        this.percentage = percentage;
    }

    /** How much of the most is left, from 0 to 1. */
    double left() {
        return (double) balance.get() / MOST;
    }

    /** Notes a call. */
    void earn() {
        if (balance.get() < MOST) {
            balance.updateAndGet(before -> Math.min(MOST, before + percentage));
        }
    }

    /** Whether one more may be repeated. */
    boolean spend() {
        return balance.getAndUpdate(before -> before >= PRICE ? before - PRICE : before) >= PRICE;
    }
}
