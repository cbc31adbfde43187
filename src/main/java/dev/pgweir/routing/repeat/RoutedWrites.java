package dev.pgweir.routing.repeat;

import dev.pgweir.request.WriteTransactions;
import dev.pgweir.routing.checkout.TracelessTransactions;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs each write in a transaction of Spring's, with {@link Repeat} around it. Thread-safe. */
final class RoutedWrites implements WriteTransactions {

    private final TransactionTemplate transactions;
    private final Repeat repeat;

    RoutedWrites(PlatformTransactionManager transactions, Repeat repeat) {
        this.transactions = new TransactionTemplate(transactions);
        this.repeat = repeat;
    }

    @Override
    public <T extends @Nullable Object> T run(boolean plain, boolean rollback, Supplier<T> steps) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            return once(rollback, steps);
        }
        Call<T> write =
                plain ? () -> TracelessTransactions.run(() -> once(rollback, steps)) : () -> once(rollback, steps);
        return Call.unchecked(() -> repeat.run(write));
    }

    @Override
    public <T extends @Nullable Object> T runOnce(boolean rollback, Supplier<T> steps) {
        return run(false, rollback, () -> {
            RepeatScope.requireNoRepeat();
            return steps.get();
        });
    }

    private <T extends @Nullable Object> T once(boolean rollback, Supplier<T> steps) {
        return transactions.execute(status -> {
            if (rollback) {
                status.setRollbackOnly();
            }
            return steps.get();
        });
    }
}
