package dev.pgweir.routing.checkout;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A statement that passes everything on to another. All that runs it passes through two methods. */
public abstract class DelegatingStatement extends DelegatingResults {

    protected DelegatingStatement(Statement statement) {
        super(statement);
    }

    /**
     * What runs a statement.
     *
     * @param <T> what it answers
     */
    @FunctionalInterface
    public interface Execution<T> {

        T run() throws SQLException;
    }

    /** Runs a statement whose text is given only now. */
    protected <T> T run(String sql, Execution<T> execution) throws SQLException {
        return run(execution);
    }

    /** Runs a statement, of whichever kind. */
    protected <T> T run(Execution<T> execution) throws SQLException {
        return execution.run();
    }

    @Override
    public boolean execute(String sql) throws SQLException {
        return run(sql, () -> statement.execute(sql));
    }

    @Override
    public boolean execute(String sql, int generatedKeys) throws SQLException {
        return run(sql, () -> statement.execute(sql, generatedKeys));
    }

    @Override
    public boolean execute(String sql, int[] columnIndexes) throws SQLException {
        return run(sql, () -> statement.execute(sql, columnIndexes));
    }

    @Override
    public boolean execute(String sql, String[] columnNames) throws SQLException {
        return run(sql, () -> statement.execute(sql, columnNames));
    }

    @Override
    public ResultSet executeQuery(String sql) throws SQLException {
        return run(sql, () -> statement.executeQuery(sql));
    }

    @Override
    public int executeUpdate(String sql) throws SQLException {
        return run(sql, () -> statement.executeUpdate(sql));
    }

    @Override
    public int executeUpdate(String sql, int generatedKeys) throws SQLException {
        return run(sql, () -> statement.executeUpdate(sql, generatedKeys));
    }

    @Override
    public int executeUpdate(String sql, int[] columnIndexes) throws SQLException {
        return run(sql, () -> statement.executeUpdate(sql, columnIndexes));
    }

    @Override
    public int executeUpdate(String sql, String[] columnNames) throws SQLException {
        return run(sql, () -> statement.executeUpdate(sql, columnNames));
    }

    @Override
    public long executeLargeUpdate(String sql) throws SQLException {
        return run(sql, () -> statement.executeLargeUpdate(sql));
    }

    @Override
    public long executeLargeUpdate(String sql, int generatedKeys) throws SQLException {
        return run(sql, () -> statement.executeLargeUpdate(sql, generatedKeys));
    }

    @Override
    public long executeLargeUpdate(String sql, int[] columnIndexes) throws SQLException {
        return run(sql, () -> statement.executeLargeUpdate(sql, columnIndexes));
    }

    @Override
    public long executeLargeUpdate(String sql, String[] columnNames) throws SQLException {
        return run(sql, () -> statement.executeLargeUpdate(sql, columnNames));
    }

    @Override
    public int[] executeBatch() throws SQLException {
        return run(() -> statement.executeBatch());
    }

    @Override
    public long[] executeLargeBatch() throws SQLException {
        return run(() -> statement.executeLargeBatch());
    }
}
