package dev.pgweir.routing;

import java.time.Duration;

/** Keeps writes from beginning for a while; they wait, as far as their deadlines allow. */
@FunctionalInterface
public interface WriteHold {

    /**
     * Holds writes back that have not begun, and waits until those that have are over.
     *
     * @param patience how long to wait for them
     * @return what lets writes begin again
     * @throws IllegalStateException where some are not over in time, or writes are held already; then none are held back by this call
     */
    Held hold(Duration patience) throws InterruptedException;

    /** Writes that are held back, until closed. */
    interface Held extends AutoCloseable {

        @Override
        void close();
    }
}
