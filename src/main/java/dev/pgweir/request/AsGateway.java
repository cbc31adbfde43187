package dev.pgweir.request;

import org.jspecify.annotations.Nullable;

/**
 * Has what runs in this thread run for the gateway itself, also within a request: it reads the catalog, keeps the records of writes and
 * looks after partitions as its own database user, for all callers alike. Nothing that a client chooses may run so.
 */
public final class AsGateway {

    /** Whether what runs belongs to the transaction of a caller. */
    private static final ScopedValue<Boolean> RUNNING = ScopedValue.newInstance();

    private AsGateway() {}

    /** Whether the gateway itself asks in this thread. */
    public static boolean isRunning() {
        return RUNNING.isBound();
    }

    /** Whether it does in a transaction of its own. */
    public static boolean isRunningApart() {
        return RUNNING.isBound() && !RUNNING.get();
    }

    /** Runs something for the gateway, in transactions of its own. */
    public static <T extends @Nullable Object, X extends Throwable> T call(ScopedValue.CallableOp<? extends T, X> work)
            throws X {
        return ScopedValue.where(RUNNING, false).call(work);
    }

    /** Runs something for the gateway, in transactions of its own. */
    public static void run(Runnable work) {
        ScopedValue.where(RUNNING, false).run(work);
    }

    /**
     * Runs something for the gateway in the transaction of a caller, so that both are done or neither: over a connection of requests,
     * as the database user of these.
     */
    public static <T extends @Nullable Object, X extends Throwable> T inTransaction(
            ScopedValue.CallableOp<? extends T, X> work) throws X {
        return ScopedValue.where(RUNNING, true).call(work);
    }
}
