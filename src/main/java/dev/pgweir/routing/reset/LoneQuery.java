package dev.pgweir.routing.reset;

import dev.pgweir.routing.checkout.DelegatingPreparedStatement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A query outside a transaction, whose text has a transaction of its own around it: its rows are the second result. */
final class LoneQuery extends DelegatingPreparedStatement {

    private final TracelessReads reads;

    LoneQuery(PreparedStatement statement, TracelessReads reads) {
        super(statement);
        this.reads = reads;
    }

    @Override
    public ResultSet executeQuery() throws SQLException {
        executeFresh();
        delegate().getMoreResults();
        return reads.rows(delegate());
    }

    /** What was prepared before a table changed, or is gone, is prepared and run again: it has only read. */
    private void executeFresh() throws SQLException {
        try {
            delegate().execute();
        } catch (SQLException failure) {
            if (!OutdatedSession.isCauseOf(failure)) {
                reads.undo(failure);
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
            return delegate().getMoreResults();
        });
    }

    @Override
    protected <T> T run(Execution<T> execution) throws SQLException {
        try {
            return execution.run();
        } catch (SQLException failure) {
            reads.undo(failure);
            throw failure;
        }
    }
}
