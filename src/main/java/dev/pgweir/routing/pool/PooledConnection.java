package dev.pgweir.routing.pool;

import com.zaxxer.hikari.HikariDataSource;
import dev.pgweir.routing.checkout.DelegatingConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.LongConsumer;

/** A connection as its pool gave it, below all steps: it knows how to leave the pool, and tells when it goes back. */
final class PooledConnection extends DelegatingConnection {

    private final HikariDataSource pool;
    private final LongConsumer onReturn;
    private final long begun = System.nanoTime();
    private boolean returned;

    /** @param onReturn told once, before the connection goes back, for how many nanoseconds it was used */
    PooledConnection(Connection connection, HikariDataSource pool, LongConsumer onReturn) {
        super(connection);
        this.pool = pool;
        this.onReturn = onReturn;
    }

    String poolName() {
        return pool.getPoolName();
    }

    /** Has the pool close it instead of keeping it for the next transaction. */
    void evict() {
        pool.evictConnection(delegate());
    }

    @Override
    public void close() throws SQLException {
        if (!returned) {
            returned = true;
            onReturn.accept(System.nanoTime() - begun);
        }
        super.close();
    }

    /** Also finds this connection itself, below the steps that are put around it. */
    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type == PooledConnection.class ? type.cast(this) : super.unwrap(type);
    }
}
