package dev.pgweir.routing.transaction;

import dev.pgweir.routing.PoolExhausted;
import dev.pgweir.routing.RunningRequest;
import dev.pgweir.routing.pool.SqlState;
import java.sql.SQLException;
import java.util.Set;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Repeats a call once, on another node, where it did nothing but read, lost its node, and has time left. It stands outside the
 * transaction, so that the repeat is a transaction of its own; within a running one it does nothing.
 */
final class ReadRetry implements MethodInterceptor {

    private static final Logger log = LoggerFactory.getLogger(ReadRetry.class);

    private final Runnable onRepeat;

    /** @param onRepeat told of each repeat */
    ReadRetry(Runnable onRepeat) {
        this.onRepeat = onRepeat;
    }

    @Override
    public @Nullable Object invoke(MethodInvocation call) throws Throwable {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            return call.proceed();
        }
        var attempt = new Attempt(Set.of());
        var repeat = ((ProxyMethodInvocation) call).invocableClone();
        try {
            return run(attempt, call);
        } catch (RuntimeException | SQLException failure) {
            if (!attempt.onlyRead() || !anotherNodeMayHelp(failure) || isOver()) {
                throw failure;
            }
            log.debug("reading again on another node", failure);
            onRepeat.run();
            return run(attempt.next(), repeat);
        }
    }

    private static @Nullable Object run(Attempt attempt, MethodInvocation call) throws Throwable {
        return ScopedValue.where(Attempt.CURRENT, attempt).call(call::proceed);
    }

    private static boolean isOver() {
        return RunningRequest.current().filter(RunningRequest::isOver).isPresent();
    }

    private static boolean anotherNodeMayHelp(Throwable failure) {
        return failure instanceof PoolExhausted
                || SqlState.of(failure)
                        .filter(state -> state.isConnectionLost() || state.isConflict())
                        .isPresent();
    }
}
