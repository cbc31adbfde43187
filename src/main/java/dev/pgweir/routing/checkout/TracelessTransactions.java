package dev.pgweir.routing.checkout;

import org.jspecify.annotations.Nullable;

/** Marks the transactions of a thread that leave nothing in the session, so that nothing is to be cleaned up after them. */
public final class TracelessTransactions {

    private static final ScopedValue<Boolean> RUNNING = ScopedValue.newInstance();

    private TracelessTransactions() {}

    /** Whether the transaction that runs in this thread leaves nothing in its session. */
    public static boolean isRunning() {
        return RUNNING.isBound();
    }

    /** Runs transactions that leave nothing. */
    public static <T extends @Nullable Object, E extends Throwable> T run(ScopedValue.CallableOp<T, E> transactions)
            throws E {
        return ScopedValue.where(RUNNING, true).<T, E>call(transactions);
    }
}
