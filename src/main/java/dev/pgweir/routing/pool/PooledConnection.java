package dev.pgweir.routing.pool;

import com.zaxxer.hikari.HikariDataSource;
import dev.pgweir.routing.checkout.DelegatingConnection;
import dev.pgweir.routing.measure.Failure;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** A connection as its pool gave it, below all steps: it knows how to leave the pool, and tells when it goes back and what became of it. */
final class PooledConnection extends DelegatingConnection {

    private final HikariDataSource pool;
    private final ReturnListener onReturn;
    private final long begun = System.nanoTime();
    private String sql = "";
    private long prepared = begun;
    private String longest = "";
    private long longestTook;
    private boolean evicted;
    private boolean returned;

    /** Is told once, before a connection goes back. */
    @FunctionalInterface
    interface ReturnListener {

        /**
         * Notes that it goes back.
         *
         * @param used how long it was used
         * @param failure why that did not end well, if it did not
         * @param sql what took the longest of what was prepared on it; empty where nothing was
         */
        void returned(Duration used, Optional<Failure> failure, String sql);
    }

    /** @param onReturn told once */
    PooledConnection(Connection connection, HikariDataSource pool, ReturnListener onReturn) {
        super(connection);
        this.pool = pool;
        this.onReturn = onReturn;
    }

    String poolName() {
        return pool.getPoolName();
    }

    /** Has the pool close it instead of keeping it for the next transaction. */
    void evict() {
        evicted = true;
        pool.evictConnection(delegate());
    }

    @Override
    public void close() throws SQLException {
        if (!returned) {
            returned = true;
            var now = System.nanoTime();
            noteEnd(now);
            onReturn.returned(Duration.ofNanos(now - begun), failure(), longest);
        }
        super.close();
    }

    /** The pool closes a connection as soon as it is seen to be lost. */
    private Optional<Failure> failure() throws SQLException {
        if (evicted) {
            return Optional.of(Failure.CANCELLED);
        }
        return isClosed() ? Optional.of(Failure.LOST) : Optional.empty();
    }

    @Override
    protected void preparing(String sql) {
        var now = System.nanoTime();
        noteEnd(now);
        this.sql = sql;
        this.prepared = now;
    }

    /** A statement is taken to have ended when the next one is prepared. */
    private void noteEnd(long now) {
        if (now - prepared > longestTook && !sql.isEmpty()) {
            longestTook = now - prepared;
            longest = sql;
        }
    }

    /** Also finds this connection itself, below the steps that are put around it. */
    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type == PooledConnection.class ? type.cast(this) : super.unwrap(type);
    }
}
