package dev.pgweir.routing.transaction;

import dev.pgweir.postgres.ServerFailure;
import dev.pgweir.postgres.SqlState;
import dev.pgweir.routing.CommitUnknown;
import dev.pgweir.routing.LostConnection;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.DefaultTransactionStatus;

/**
 * Tells a commit that failed from one whose end nobody saw. Before the commit a lost connection undoes a transaction for
 * certain; during it the server may have committed without being able to say so.
 */
final class RoutedTransactions extends JdbcTransactionManager {

    RoutedTransactions(DataSource dataSource) {
        super(dataSource);
    }

    @Override
    protected void doCommit(DefaultTransactionStatus status) {
        try {
            super.doCommit(status);
        } catch (DataAccessException | TransactionException failure) {
            if (status.isReadOnly() || !(LostConnection.hidesOutcomeIn(failure) || isInterrupted(failure))) {
                throw failure;
            }
            throw new CommitUnknown(failure);
        }
    }

    /** A signal, or a time-out that a function has set, may hit what runs behind the COMMIT in its message. */
    private static boolean isInterrupted(Throwable failure) {
        return ServerFailure.in(failure)
                .filter(found -> found.isFromServer() && found.is(SqlState.QUERY_CANCELED) && !found.isReported())
                .isPresent();
    }
}
