package dev.pgweir.request;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs writes, each in a transaction on the primary, and again once there is another primary where that one is lost before the commit.
 * It comes to the same as {@code @Transactional} around a method, without the price of interception. Thread-safe.
 */
public interface WriteTransactions {

    /**
     * Runs steps in one transaction: all, or none where an exception comes out. Within a running transaction they are a part of that.
     *
     * @param plain whether they surely run nothing but the server's own code, so that they leave nothing behind in the session
     * @param rollback whether to undo them in the end
     * @param steps what to run, perhaps more than once
     */
    <T extends @Nullable Object> T run(boolean plain, boolean rollback, Supplier<T> steps);

    /**
     * Runs steps in one transaction, and never again: they may do what no rollback undoes.
     *
     * @param rollback whether to undo them in the end
     * @param steps what to run
     */
    <T extends @Nullable Object> T runOnce(boolean rollback, Supplier<T> steps);
}
