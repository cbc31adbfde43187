package dev.pgweir.routing.reset;

import dev.pgweir.routing.checkout.DelegatingPreparedStatement;
import dev.pgweir.routing.role.RoleSwitch;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Optional;

/**
 * A query outside a transaction, whose text may have a transaction of its own around it, and a switch of the role in front of it: its
 * rows are the result behind these, and its placeholders have higher numbers.
 */
final class LoneQuery extends DelegatingPreparedStatement {

    private final TracelessReads reads;
    private final Optional<RoleSwitch> acting;
    private final boolean wrapped;

    /**
     * @param acting what the text begins with, behind the beginning of the transaction
     * @param wrapped whether the text begins and ends a transaction
     */
    LoneQuery(PreparedStatement statement, TracelessReads reads, Optional<RoleSwitch> acting, boolean wrapped)
            throws SQLException {
        super(statement);
        this.reads = reads;
        this.acting = acting;
        this.wrapped = wrapped;
        if (acting.isPresent()) {
            acting.get().bind(statement);
        }
    }

    @Override
    protected void bind(int index, Binding binding) throws SQLException {
        super.bind(acting.isPresent() ? index + acting.get().values().size() : index, binding);
    }

    @Override
    public void clearParameters() throws SQLException {
        super.clearParameters();
        if (acting.isPresent()) {
            acting.get().bind(delegate());
        }
    }

    @Override
    public ParameterMetaData getParameterMetaData() throws SQLException {
        if (acting.isPresent()) {
            throw new SQLFeatureNotSupportedException("outside a transaction, a caller's parameters are not described");
        }
        return super.getParameterMetaData();
    }

    @Override
    public ResultSet executeQuery() throws SQLException {
        executeFresh();
        skipToRows();
        return reads.rows(delegate(), wrapped ? Optional.empty() : acting.map(RoleSwitch::role));
    }

    /** What was prepared before a table changed, or is gone, is prepared and run again: it has only read. */
    private void executeFresh() throws SQLException {
        try {
            delegate().execute();
        } catch (SQLException failure) {
            if (!OutdatedSession.isCauseOf(failure)) {
                undo(failure);
                throw failure;
            }
            reads.undoAndForget(failure);
            run(delegate()::execute);
        }
    }

    @Override
    public boolean execute() throws SQLException {
        return run(() -> {
            delegate().execute();
            return skipToRows();
        });
    }

    private boolean skipToRows() throws SQLException {
        if (wrapped) {
            delegate().getMoreResults();
        }
        for (var i = 0; i < acting.map(RoleSwitch::results).orElse(0); i++) {
            delegate().getMoreResults();
        }
        return delegate().getUpdateCount() < 0;
    }

    @Override
    protected <T> T run(Execution<T> execution) throws SQLException {
        try {
            return execution.run();
        } catch (SQLException failure) {
            undo(failure);
            throw failure;
        }
    }

    /** Without a transaction of its own, the server has undone all by itself. */
    private void undo(SQLException failure) throws SQLException {
        if (wrapped) {
            reads.undo(failure);
        }
    }
}
