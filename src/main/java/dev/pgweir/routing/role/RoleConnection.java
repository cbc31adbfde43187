package dev.pgweir.routing.role;

import dev.pgweir.routing.checkout.DelegatingConnection;
import dev.pgweir.routing.checkout.DelegatingPreparedStatement;
import dev.pgweir.routing.checkout.DelegatingStatement;
import dev.pgweir.routing.checkout.DelegatingStatement.Execution;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Savepoint;
import java.sql.Statement;

/**
 * A connection to write with, whose statements run in the role of their caller. The role is taken by the first statement of a
 * transaction, and again where somebody else asks within it; it ends with the transaction. A statement outside a transaction gets
 * one of its own. For one thread.
 */
public final class RoleConnection extends DelegatingConnection {

    private final ActingRole role;

    public RoleConnection(Connection connection, ActingRole role) {
        super(connection);
        this.role = role;
    }

    @Override
    public PreparedStatement prepareStatement(String sql) throws SQLException {
        if (!getAutoCommit()) {
            var due = role.due();
            if (due.isPresent()) {
                return LedStatement.of(delegate(), sql, role, due.get());
            }
        }
        return super.prepareStatement(sql);
    }

    @Override
    protected Statement created(Statement statement) {
        return new RoleStatement(statement);
    }

    @Override
    protected PreparedStatement prepared(PreparedStatement statement) {
        return new RolePreparedStatement(statement);
    }

    /** The driver makes its own text of a call, and runs it by itself. */
    @Override
    protected void preparingCall(String sql) throws SQLException {
        takeInTransaction();
        super.preparingCall(sql);
    }

    /** What a caller runs on the driver's own connection, as COPY, runs in its role. */
    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (!type.isInstance(this)) {
            takeInTransaction();
        }
        return super.unwrap(type);
    }

    @Override
    public void commit() throws SQLException {
        super.commit();
        role.end();
    }

    @Override
    public void rollback() throws SQLException {
        super.rollback();
        role.end();
    }

    @Override
    public void rollback(Savepoint savepoint) throws SQLException {
        super.rollback(savepoint);
        role.doubt();
    }

    @Override
    public void setAutoCommit(boolean autoCommit) throws SQLException {
        super.setAutoCommit(autoCommit);
        role.end();
    }

    private void takeInTransaction() throws SQLException {
        if (!getAutoCommit()) {
            role.take(delegate());
        } else if (!role.isOfLogin()) {
            throw new SQLFeatureNotSupportedException(
                    "outside a transaction, this would not run in the role of the caller");
        }
    }

    private <T> T inRole(Execution<T> execution) throws SQLException {
        if (!getAutoCommit()) {
            role.take(delegate());
            return execution.run();
        }
        return role.isOfLogin() ? execution.run() : inTransaction(execution);
    }

    private <T> T inTransaction(Execution<T> execution) throws SQLException {
        setAutoCommit(false);
        try {
            role.take(delegate());
            var result = execution.run();
            commit();
            return result;
        } catch (SQLException | RuntimeException failure) {
            rollback();
            throw failure;
        } finally {
            setAutoCommit(true);
        }
    }

    private final class RoleStatement extends DelegatingStatement {

        RoleStatement(Statement statement) {
            super(statement);
        }

        @Override
        protected <T> T run(Execution<T> execution) throws SQLException {
            return inRole(execution);
        }
    }

    private final class RolePreparedStatement extends DelegatingPreparedStatement {

        RolePreparedStatement(PreparedStatement statement) {
            super(statement);
        }

        @Override
        protected <T> T run(Execution<T> execution) throws SQLException {
            return inRole(execution);
        }
    }
}
