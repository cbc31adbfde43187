package dev.pgweir.routing.reset;

import dev.pgweir.routing.checkout.DelegatingPreparedStatement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A query outside a transaction, whose text may have a transaction of its own around it: its rows are the second result then. */
final class LoneQuery extends DelegatingPreparedStatement {

    private final TracelessReads reads;
    private final boolean wrapped;

    /** @param wrapped whether the text begins and ends a transaction */
    LoneQuery(PreparedStatement statement, TracelessReads reads, boolean wrapped) {
        super(statement);
        this.reads = reads;
        this.wrapped = wrapped;
    }

    @Override
    public ResultSet executeQuery() throws SQLException {
        executeFresh();
        if (wrapped) {
            delegate().getMoreResults();
        }
        return reads.rows(delegate());
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
            var rows = delegate().execute();
            return wrapped ? delegate().getMoreResults() : rows;
        });
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
