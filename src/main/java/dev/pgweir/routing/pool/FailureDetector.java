package dev.pgweir.routing.pool;

import com.zaxxer.hikari.SQLExceptionOverride;
import dev.pgweir.postgres.ServerFailure;
import dev.pgweir.postgres.SqlState;
import dev.pgweir.routing.LostConnection;
import dev.pgweir.routing.reset.OutdatedSession;
import java.sql.SQLException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Sees every error of a pool's connections, in the thread that met it, and decides which of them speak of the node:
 * those are reported, and their connection leaves the failures.
 */
final class FailureDetector implements SQLExceptionOverride {

    private final NodeFailures failures;

    FailureDetector(NodeFailures failures) {
        this.failures = failures;
    }

    @java.lang.Override
    public Override adjudicate(SQLException failure) {
        if (LostConnection.isIn(failure)) {
            if (!LostConnection.isOfSessionOnly(failure)) {
                failures.connectionLost(failure);
            }
            return Override.MUST_EVICT;
        }
        // A transaction that promised to read and then wrote is refused by any node: no news of this one.
        if (SqlState.READ_ONLY_SQL_TRANSACTION.equals(failure.getSQLState())
                && !TransactionSynchronizationManager.isCurrentTransactionReadOnly()
                && failures.isStandby()) {
            failures.writeRefused("it has become a standby");
            return Override.MUST_EVICT;
        }
        // The other sessions are outdated as well, and a transaction that is run again may meet any of them.
        if (OutdatedSession.isCauseOf(failure) && TransactionSynchronizationManager.isActualTransactionActive()) {
            failures.sessionsOutdated();
            return Override.DO_NOT_EVICT;
        }
        return ServerFailure.of(failure).isFromServer() ? Override.DO_NOT_EVICT : Override.CONTINUE_EVICT;
    }
}
