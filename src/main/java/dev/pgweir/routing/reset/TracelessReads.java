package dev.pgweir.routing.reset;

import dev.pgweir.routing.checkout.DelegatingConnection;
import dev.pgweir.routing.checkout.DelegatingPreparedStatement;
import dev.pgweir.routing.checkout.DelegatingStatement;
import dev.pgweir.routing.checkout.DelegatingStatement.Execution;
import dev.pgweir.routing.position.SeenPositions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.Optional;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection on which a read neither writes nor leaves anything in the session for the next, whatever functions it calls:
 * each runs in a transaction that is read-only and rolled back. A rollback undoes settings, roles and cursors; advisory locks,
 * which outlive it, are let go of by a statement that also tells the log position. A prepared query outside a transaction
 * brings all of that along in its own message, so that no round trip is added.
 */
public final class TracelessReads extends DelegatingConnection {

    private static final Logger log = LoggerFactory.getLogger(TracelessReads.class);

    private static final String BEGIN = "BEGIN READ ONLY";
    private static final String UNLOCK = "SELECT pg_advisory_unlock_all()";
    private static final String UNDO = "ROLLBACK\n; " + UNLOCK;
    private static final String FORGET = "ROLLBACK\n; DEALLOCATE ALL\n; " + UNLOCK;

    private final Optional<SeenPositions> positions;
    private final String behind;

    /** @param positions told of where the log stood behind each query, if that is wanted */
    public TracelessReads(Connection connection, Optional<SeenPositions> positions) {
        super(connection);
        this.positions = positions;
        this.behind = positions
                .map(seen -> "SELECT " + seen.selected() + ", pg_advisory_unlock_all()")
                .orElse(UNLOCK);
    }

    @Override
    public PreparedStatement prepareStatement(String sql) throws SQLException {
        if (getAutoCommit()) {
            var text = BEGIN + "\n; " + sql + "\n; " + behind + "\n; ROLLBACK";
            return new LoneQuery(delegate().prepareStatement(text), this, true);
        }
        if (positions.isEmpty()) {
            return delegate().prepareStatement(sql);
        }
        var text = sql + "\n; SELECT " + positions.get().selected();
        return new PositionedQuery(delegate().prepareStatement(text), this);
    }

    /**
     * A query outside a transaction that runs nothing but the server's own code. It needs no transaction around it, since there is
     * nothing to undo: only the log position is asked for behind it.
     */
    public PreparedStatement preparePlain(String sql) throws SQLException {
        var text = positions.map(seen -> sql + "\n; SELECT " + seen.selected()).orElse(sql);
        return new LoneQuery(delegate().prepareStatement(text), this, false);
    }

    @Override
    protected Statement created(Statement statement) {
        return new AsideStatement(statement);
    }

    @Override
    protected PreparedStatement prepared(PreparedStatement statement) {
        return new AsidePreparedStatement(statement);
    }

    /** The driver makes its own text of a call, which leaves no place for more. */
    @Override
    protected void preparingCall(String sql) throws SQLException {
        if (getAutoCommit()) {
            throw new SQLFeatureNotSupportedException(
                    "outside a transaction, a read calls functions by SELECT and not by a CallableStatement");
        }
    }

    /** There is nothing to commit. */
    @Override
    public void commit() throws SQLException {
        end(true);
    }

    @Override
    public void rollback() throws SQLException {
        end(false);
    }

    /**
     * Ends a transaction. A caller that has the rows, or an error to report, must not be told instead that the end has failed:
     * the read would be repeated, and a stream sent twice.
     */
    private void end(boolean well) throws SQLException {
        if (isClosed()) {
            return;
        }
        try {
            undoTransaction(well);
        } catch (SQLException lost) {
            log.debug("the end of a read failed, and its connection is given up", lost);
            abort(Runnable::run);
        }
    }

    private void undoTransaction(boolean well) throws SQLException {
        var state = unwrap(BaseConnection.class).getTransactionState();
        if (state == TransactionState.OPEN && well && positions.isPresent()) {
            try (var statement = delegate().createStatement()) {
                statement.execute("ROLLBACK\n; " + behind);
                statement.getMoreResults();
                positions.get().note(statement.getResultSet(), delegate());
            }
        } else if (state != TransactionState.IDLE) {
            run(UNDO);
        }
        super.rollback(); // nothing is open any more, which only the pool does not know yet
    }

    /** The rows of a query that has run, once the position behind them is noted. */
    ResultSet rows(Statement ran) throws SQLException {
        var rows = ran.getResultSet();
        if (positions.isPresent()) {
            ran.getMoreResults(Statement.KEEP_CURRENT_RESULT);
            positions.get().note(ran.getResultSet(), delegate());
        }
        return rows;
    }

    /** Undoes what failed. */
    void undo(SQLException failure) throws SQLException {
        undo(failure, UNDO);
    }

    /** Undoes what failed, and has the server forget what the session has prepared. */
    void undoAndForget(SQLException failure) throws SQLException {
        undo(failure, FORGET);
    }

    /** A session that cannot be cleaned is not used again. */
    private void undo(SQLException failure, String sql) throws SQLException {
        if (isClosed()) {
            return;
        }
        try {
            run(sql);
        } catch (SQLException unclean) {
            failure.addSuppressed(unclean);
            abort(Runnable::run);
        }
    }

    /** Puts a transaction around a statement that cannot bring its own along. */
    private <T> T aside(Execution<T> execution) throws SQLException {
        if (!getAutoCommit()) {
            return execution.run();
        }
        run(BEGIN);
        try {
            var result = execution.run();
            run(UNDO);
            return result;
        } catch (SQLException failure) {
            undo(failure);
            throw failure;
        }
    }

    private final class AsideStatement extends DelegatingStatement {

        AsideStatement(Statement statement) {
            super(statement);
        }

        @Override
        protected <T> T run(Execution<T> execution) throws SQLException {
            return aside(execution);
        }
    }

    private final class AsidePreparedStatement extends DelegatingPreparedStatement {

        AsidePreparedStatement(PreparedStatement statement) {
            super(statement);
        }

        @Override
        protected <T> T run(Execution<T> execution) throws SQLException {
            return aside(execution);
        }
    }
}
