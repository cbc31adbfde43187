package dev.pgweir.routing.reset;

import dev.pgweir.routing.checkout.DelegatingConnection;
import dev.pgweir.routing.checkout.DelegatingPreparedStatement;
import dev.pgweir.routing.checkout.DelegatingStatement;
import dev.pgweir.routing.checkout.DelegatingStatement.Execution;
import dev.pgweir.routing.checkout.PlainQueries;
import dev.pgweir.routing.position.SeenPositions;
import dev.pgweir.routing.role.ActingRole;
import dev.pgweir.routing.role.RoleLost;
import dev.pgweir.routing.role.RoleSwitch;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
public final class TracelessReads extends DelegatingConnection implements PlainQueries {

    private static final Logger log = LoggerFactory.getLogger(TracelessReads.class);

    private static final String BEGIN = "BEGIN READ ONLY";
    private static final String UNLOCK = "SELECT " + SessionSettings.ALL_UNLOCKED;
    private static final String UNDO = "ROLLBACK\n; " + UNLOCK;
    private static final String FORGET = "ROLLBACK\n; DEALLOCATE ALL\n; " + UNLOCK;

    private final ActingRole role;
    private final Optional<SeenPositions> positions;
    private final String behind;

    /**
     * @param role as which its statements run
     * @param positions told of where the log stood behind each query, if that is wanted
     */
    public TracelessReads(Connection connection, ActingRole role, Optional<SeenPositions> positions) {
        super(connection);
        this.role = role;
        this.positions = positions;
        this.behind = positions
                .map(seen -> "SELECT " + seen.selected() + ", " + SessionSettings.ALL_UNLOCKED)
                .orElse(UNLOCK);
    }

    @Override
    public PreparedStatement prepareStatement(String sql) throws SQLException {
        if (getAutoCommit()) {
            var acting = role.ofLone();
            var text = BEGIN + "\n; " + led(sql, acting) + "\n; " + behind + "\n; ROLLBACK";
            return new LoneQuery(delegate().prepareStatement(text), this, acting, true);
        }
        role.take(delegate());
        if (positions.isEmpty()) {
            return delegate().prepareStatement(sql);
        }
        var text = sql + "\n; SELECT " + positions.get().selected();
        return new PositionedQuery(delegate().prepareStatement(text), this);
    }

    /**
     * A query outside a transaction that runs nothing but the server's own code. It needs no transaction around it, since there is
     * nothing to undo: only the log position is asked for behind it, and whether the role was still in force there. All its binds
     * must have types: for one without, the driver would end the message in front of it, and with that the role.
     */
    @Override
    public PreparedStatement preparePlain(String sql) throws SQLException {
        var acting = role.ofLone();
        if (acting.filter(RoleSwitch::runsCode).isPresent()) {
            return prepareStatement(sql);
        }
        var text = new StringBuilder(led(sql, acting));
        positions.ifPresent(seen -> text.append("\n; SELECT ").append(seen.selected()));
        if (acting.isPresent()) {
            text.append(positions.isPresent() ? ", " : "\n; SELECT ").append(RoleSwitch.IN_FORCE);
        }
        return new LoneQuery(delegate().prepareStatement(text.toString()), this, acting, false);
    }

    private static String led(String sql, Optional<RoleSwitch> acting) {
        return acting.map(to -> to.sql() + "\n; " + sql).orElse(sql);
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
        if (!getAutoCommit()) {
            role.take(delegate());
        } else {
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
        var state = delegate().unwrap(BaseConnection.class).getTransactionState();
        if (state == TransactionState.OPEN && well && positions.isPresent()) {
            try (var statement = delegate().createStatement()) {
                statement.execute("ROLLBACK\n; " + behind);
                statement.getMoreResults();
                try (var last = statement.getResultSet()) {
                    last.next();
                    positions.get().note(last, delegate());
                }
            }
        } else if (state != TransactionState.IDLE) {
            run(UNDO);
        }
        super.rollback(); // nothing is open any more, which only the pool does not know yet
        role.end();
    }

    @Override
    public void rollback(Savepoint savepoint) throws SQLException {
        super.rollback(savepoint);
        role.doubt();
    }

    /** What a caller runs on the driver's own connection, as COPY, runs in its role. */
    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (!type.isInstance(this)) {
            if (!getAutoCommit()) {
                role.take(delegate());
            } else if (!role.isOfLogin()) {
                throw new SQLFeatureNotSupportedException(
                        "outside a transaction, the driver's own connection would not run in the role of the caller");
            }
        }
        return super.unwrap(type);
    }

    /** The rows of a query that has run, once the position behind them is noted. */
    ResultSet rows(Statement ran) throws SQLException {
        return rows(ran, Optional.empty());
    }

    /**
     * The same.
     *
     * @param kept the role that must have been in force behind them, where that was asked for
     */
    ResultSet rows(Statement ran, Optional<String> kept) throws SQLException {
        var rows = ran.getResultSet();
        if (positions.isPresent() || kept.isPresent()) {
            ran.getMoreResults(Statement.KEEP_CURRENT_RESULT);
            try (var last = ran.getResultSet()) {
                last.next();
                if (positions.isPresent()) {
                    positions.get().note(last, delegate());
                }
                if (kept.isPresent()) {
                    requireKept(kept.get(), last.getString(positions.isPresent() ? 2 : 1));
                }
            }
        }
        return rows;
    }

    /** Rows that were read in another role are shown to nobody, and the connection is not used again. */
    private void requireKept(String wanted, @Nullable String found) throws SQLException {
        if (!wanted.equals(found)) {
            log.error(
                    "A read for the role {} ended in the role {}: its answer and its connection are given up",
                    wanted,
                    found);
            abort(Runnable::run);
            throw new RoleLost(wanted);
        }
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
            role.take(delegate());
            return execution.run();
        }
        run(BEGIN);
        try {
            role.take(delegate());
            var result = execution.run();
            run(UNDO);
            return result;
        } catch (SQLException failure) {
            undo(failure);
            throw failure;
        } finally {
            role.end();
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
