package dev.pgweir.routing.repeat;

import dev.pgweir.postgres.ServerFailure;
import dev.pgweir.postgres.SqlState;
import dev.pgweir.request.RequestContext;
import dev.pgweir.routing.CommitUnknown;
import dev.pgweir.routing.LostConnection;
import dev.pgweir.routing.NoNodeAvailable;
import dev.pgweir.routing.PoolExhausted;
import dev.pgweir.routing.reset.OutdatedSession;
import java.sql.SQLException;
import java.util.function.Predicate;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Repeats a call that lost its node, or met a session with an outdated plan, while it has time left. A read is repeated on another node. A write is repeated only if its transaction
 * is known to have rolled back, and then once a primary is available or the conflicting transaction has ended. It stands outside the transaction, so that each repeat is a transaction of its own; within a running one it does nothing.
 */
final class Repeat implements MethodInterceptor {

    private static final Logger log = LoggerFactory.getLogger(Repeat.class);

    /** A read has so many other nodes to go to, and a write so many chances. */
    private static final int MOST_REPEATS = 3;

    private final RetryBudget budget;
    private final Runnable onRepeat;
    private final Predicate<String> isPrimary;

    /**
     * @param onRepeat told of each repeat
     * @param isPrimary whether a node of this name takes writes, as far as is known
     */
    Repeat(RetryBudget budget, Runnable onRepeat, Predicate<String> isPrimary) {
        this.budget = budget;
        this.onRepeat = onRepeat;
        this.isPrimary = isPrimary;
    }

    @Override
    public @Nullable Object invoke(MethodInvocation call) throws Throwable {
        return TransactionSynchronizationManager.isSynchronizationActive() ? call.proceed() : run(Call.of(call));
    }

    /** Makes a call outside any transaction, and repeats it. */
    <T extends @Nullable Object> T run(Call<T> call) throws Throwable {
        budget.earn();
        var attempt = new RepeatScope();
        Exception before = null;
        for (var repeats = 0; ; repeats++) {
            try {
                return ScopedValue.where(RepeatScope.CURRENT, attempt).<T, Throwable>call(call::run);
            } catch (NoNodeAvailable none) {
                // Of a repeat it only says that there was nowhere else to go.
                throw before == null ? none : before;
            } catch (RuntimeException | SQLException failure) {
                var outdated = OutdatedSession.isCauseOf(failure);
                if (repeats == MOST_REPEATS
                        || !mayRepeat(attempt, failure)
                        || isOver()
                        || !(outdated || budget.spend())) {
                    throw failure;
                }
                log.debug("running again what lost its node", failure);
                onRepeat.run();
                before = failure;
                attempt = outdated ? attempt.again() : attempt.next(LostConnection.isIn(failure));
            }
        }
    }

    private static boolean isOver() {
        return RequestContext.current()
                .filter(request -> request.isOver() || request.isAbandoned())
                .isPresent();
    }

    private boolean mayRepeat(RepeatScope attempt, Throwable failure) {
        if (attempt.isLast() || LostConnection.isOfOverdueTransaction(failure)) {
            return false;
        }
        if (OutdatedSession.isCauseOf(failure)) {
            return attempt.onlyRead() || (attempt.wroteInTransactions() && !(failure instanceof CommitUnknown));
        }
        if (attempt.onlyRead()) {
            return failure instanceof PoolExhausted || LostConnection.isIn(failure) || isConflict(failure);
        }
        return attempt.wroteInTransactions()
                && !(failure instanceof CommitUnknown)
                && (LostConnection.isIn(failure)
                        || isConflict(failure)
                        || ServerFailure.in(failure)
                                .filter(found ->
                                        found.is(SqlState.READ_ONLY_SQL_TRANSACTION) && lostItsPrimary(attempt))
                                .isPresent());
    }

    /** One that the server has found: what a function raises is its own affair, whatever code it chooses. */
    private static boolean isConflict(Throwable failure) {
        return ServerFailure.in(failure)
                .filter(found -> found.isConflict() && !found.isReported())
                .isPresent();
    }

    /** A node that refuses to write for a setting, or for what a statement calls, does so again. */
    private boolean lostItsPrimary(RepeatScope attempt) {
        return attempt.written().stream().noneMatch(isPrimary);
    }
}
