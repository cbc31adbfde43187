package dev.pgweir.routing.checkout;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Marks the transactions of methods that leave nothing in the session, see {@link dev.pgweir.request.Traceless}. It stands outside
 * the transaction; within a running one it does nothing. Thread-safe.
 */
public final class TracelessTransactions implements MethodInterceptor {

    private static final ScopedValue<Boolean> RUNNING = ScopedValue.newInstance();

    /** Whether the transaction that runs in this thread leaves nothing in its session. */
    public static boolean isRunning() {
        return RUNNING.isBound();
    }

    @Override
    public @Nullable Object invoke(MethodInvocation call) throws Throwable {
        return TransactionSynchronizationManager.isSynchronizationActive()
                ? call.proceed()
                : ScopedValue.where(RUNNING, true).<@Nullable Object, Throwable>call(call::proceed);
    }
}
