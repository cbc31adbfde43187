package dev.pgweir.lifecycle.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * A connection to the primary in autocommit, which only one of all gateways has at a time: it holds an advisory lock. No
 * statement waits longer for a lock than is configured; some may take as long as they need. What it sets, it resets before the
 * connection goes back to its pool. For one thread.
 */
public final class MaintenanceSession implements AutoCloseable {

    private static final String LOCK = "pg_catalog.hashtext('pgweir'), pg_catalog.hashtext('partitions')";

    private final Connection connection;
    private final JdbcClient jdbc;
    private final Settings before;

    private record Settings(String lockTimeout, String statementTimeout) {}

    private MaintenanceSession(Connection connection, Duration lockTimeout) {
        this.connection = connection;
        this.jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
        this.before = jdbc.sql("SELECT current_setting('lock_timeout'), current_setting('statement_timeout')")
                .query((row, _) -> new Settings(row.getString(1), row.getString(2)))
                .single();
        apply(new Settings(lockTimeout.toMillis() + "ms", "0"));
    }

    /** Takes a connection and the lock; empty where another session has the lock. */
    static Optional<MaintenanceSession> open(DataSource dataSource, Duration lockTimeout) throws SQLException {
        var connection = dataSource.getConnection();
        try {
            if (!JdbcClient.create(new SingleConnectionDataSource(connection, true))
                    .sql("SELECT pg_catalog.pg_try_advisory_lock(" + LOCK + ")")
                    .query(Boolean.class)
                    .single()) {
                connection.close();
                return Optional.empty();
            }
            // The pool's own would cut what its statement_timeout no longer does; the pool resets it.
            connection.setNetworkTimeout(Runnable::run, 0);
            return Optional.of(new MaintenanceSession(connection, lockTimeout));
        } catch (SQLException | RuntimeException none) {
            connection.close();
            throw none;
        }
    }

    /** For questions, each a transaction of its own unless {@link #inTransaction} runs. */
    public JdbcClient jdbc() {
        return jdbc;
    }

    /** Runs statements, each in a transaction of its own. */
    public void autocommit(List<String> statements) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Runs statements in one transaction, each of which may take no longer than is given. */
    public void inTransaction(List<String> statements, Duration timeout) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("SET LOCAL statement_timeout = '" + timeout.toMillis() + "ms'");
            for (var sql : statements) {
                statement.execute(sql);
            }
            connection.commit();
        } catch (SQLException | RuntimeException failure) {
            connection.rollback();
            throw failure;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private void apply(Settings settings) {
        jdbc.sql("SELECT set_config('lock_timeout', ?, false), set_config('statement_timeout', ?, false)")
                .params(settings.lockTimeout(), settings.statementTimeout())
                .query()
                .singleRow();
    }

    /** Where the connection is lost this fails, the pool closes it, and the lock is gone with it. */
    @Override
    public void close() throws SQLException {
        try {
            apply(before);
            jdbc.sql("SELECT pg_catalog.pg_advisory_unlock(" + LOCK + ")")
                    .query()
                    .singleRow();
        } finally {
            connection.close();
        }
    }
}
