package dev.pgweir.demo.lab;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for conditions that nobody tells of. */
final class Waiting {

    private static final Duration INTERVAL = Duration.ofMillis(20);

    private Waiting() {}

    /** Looks again and again. */
    static void until(String what, Duration patience, BooleanSupplier condition) {
        var end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("Within %s it did not come true that %s".formatted(patience, what));
            }
            pause(INTERVAL);
        }
    }

    static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
