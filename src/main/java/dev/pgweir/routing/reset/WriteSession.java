package dev.pgweir.routing.reset;

import dev.pgweir.request.RequestContext;
import dev.pgweir.routing.checkout.DelegatingConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * A connection to write with, which goes back to its pool as it came, whatever triggers and functions have done to its session.
 * A transaction that commits has that done by the message of its COMMIT, see {@link SessionSettings#behindCommit}, one that does
 * not undoes most by itself; after all else it is done before the connection goes back. For one thread.
 */
public final class WriteSession extends DelegatingConnection {

    private static final Logger log = LoggerFactory.getLogger(WriteSession.class);

    /** Advisory locks and what sequences gave last outlive a rollback. */
    private static final String ROLLBACK = "ROLLBACK; DISCARD SEQUENCES; SELECT " + SessionSettings.ALL_UNLOCKED;

    private final SessionSettings settings;
    private boolean clean = true;

    public WriteSession(Connection connection, SessionSettings settings) {
        super(connection);
        this.settings = settings;
    }

    @Override
    protected void preparing(String sql) {
        clean = false;
    }

    @Override
    protected Statement created(Statement statement) {
        clean = false;
        return statement;
    }

    /** A caller that asks for the driver's own connection may run anything on it, as COPY is. */
    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        clean = false;
        return super.unwrap(type);
    }

    @Override
    public void commit() throws SQLException {
        var managed = isManaged();
        super.commit();
        clean = managed && RequestContext.isRunning();
    }

    @Override
    public void rollback() throws SQLException {
        if (isManaged() && !isClosed()) {
            // Nothing is open, and nothing undone, where the message of a COMMIT has failed: it may have committed.
            var undoes = isOpen();
            run(ROLLBACK);
            clean |= undoes;
        }
        super.rollback();
    }

    @Override
    public void close() throws SQLException {
        if (!clean && !isClosed()) {
            reset();
        }
        super.close();
    }

    private boolean isOpen() throws SQLException {
        return delegate().unwrap(BaseConnection.class).getTransactionState() != TransactionState.IDLE;
    }

    private static boolean isManaged() {
        return TransactionSynchronizationManager.isActualTransactionActive();
    }

    /** What cannot be cleaned is not used again. */
    private void reset() throws SQLException {
        try {
            if (!getAutoCommit()) {
                super.rollback();
            }
            run(settings.reset());
        } catch (SQLException unclean) {
            log.debug("a session could not be reset", unclean);
            abort(Runnable::run);
        }
    }
}
