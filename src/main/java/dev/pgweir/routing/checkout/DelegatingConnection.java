package dev.pgweir.routing.checkout;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A connection that passes everything on to another. What a {@link CheckoutStep} changes of it, it overrides; whichever of
 * its twelve methods makes a statement, that one passes through the few methods below. For one thread at a time.
 */
public abstract class DelegatingConnection extends DelegatingSession {

    protected DelegatingConnection(Connection connection) {
        super(connection);
    }

    /** Called with the text of a statement before that is prepared. */
    protected void preparing(String sql) throws SQLException {}

    /** Called with the text of a call before that is prepared. */
    protected void preparingCall(String sql) throws SQLException {
        preparing(sql);
    }

    /** The statement that stands for one which takes its text when it runs. */
    protected Statement created(Statement statement) {
        return statement;
    }

    /** The statement that stands for one which is prepared. */
    protected PreparedStatement prepared(PreparedStatement statement) {
        return statement;
    }

    /** Runs a statement of the step's own, on the connection below. */
    protected final void run(String sql) throws SQLException {
        try (var statement = delegate().createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public Statement createStatement() throws SQLException {
        return created(delegate().createStatement());
    }

    @Override
    public Statement createStatement(int type, int concurrency) throws SQLException {
        return created(delegate().createStatement(type, concurrency));
    }

    @Override
    public Statement createStatement(int type, int concurrency, int holdability) throws SQLException {
        return created(delegate().createStatement(type, concurrency, holdability));
    }

    @Override
    public PreparedStatement prepareStatement(String sql) throws SQLException {
        preparing(sql);
        return prepared(delegate().prepareStatement(sql));
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int generatedKeys) throws SQLException {
        preparing(sql);
        return prepared(delegate().prepareStatement(sql, generatedKeys));
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int[] columnIndexes) throws SQLException {
        preparing(sql);
        return prepared(delegate().prepareStatement(sql, columnIndexes));
    }

    @Override
    public PreparedStatement prepareStatement(String sql, String[] columnNames) throws SQLException {
        preparing(sql);
        return prepared(delegate().prepareStatement(sql, columnNames));
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency) throws SQLException {
        preparing(sql);
        return prepared(delegate().prepareStatement(sql, type, concurrency));
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
            throws SQLException {
        preparing(sql);
        return prepared(delegate().prepareStatement(sql, type, concurrency, holdability));
    }

    @Override
    public CallableStatement prepareCall(String sql) throws SQLException {
        preparingCall(sql);
        return delegate().prepareCall(sql);
    }

    @Override
    public CallableStatement prepareCall(String sql, int type, int concurrency) throws SQLException {
        preparingCall(sql);
        return delegate().prepareCall(sql, type, concurrency);
    }

    @Override
    public CallableStatement prepareCall(String sql, int type, int concurrency, int holdability) throws SQLException {
        preparingCall(sql);
        return delegate().prepareCall(sql, type, concurrency, holdability);
    }
}
