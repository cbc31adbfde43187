package dev.pgweir.routing.pool;

import com.zaxxer.hikari.HikariDataSource;
import dev.pgweir.routing.RunningRequest;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection while a request holds it. Once cancelled it commits nothing more, and leaves the pool instead of going
 * back: a signal that comes late finds nobody. A commit under way is never cancelled, for the server would then confirm it
 * before its replicas have. The lock guards the fields and is not held while the server is talked to.
 */
final class HeldConnection implements InvocationHandler {

    private static final Logger log = LoggerFactory.getLogger(HeldConnection.class);

    private final Connection connection;
    private final HikariDataSource pool;
    private final PGConnection server;
    private final RunningRequest request;
    private final Consumer<HeldConnection> onRelease;
    private final Object lock = new Object();
    private boolean committing;
    private boolean cancelled;
    private boolean signalling;
    private boolean released;

    HeldConnection(
            Connection connection, HikariDataSource pool, RunningRequest request, Consumer<HeldConnection> onRelease)
            throws SQLException {
        this.connection = connection;
        this.pool = pool;
        this.server = connection.unwrap(PGConnection.class);
        this.request = request;
        this.onRelease = onRelease;
        request.begin();
    }

    Connection proxy() {
        return (Connection)
                Proxy.newProxyInstance(Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, this);
    }

    /**
     * Cancels what runs on it where its request is over. The server ignores a signal that comes between two statements, so
     * this signals anew each time it is called, until the request has let go.
     *
     * @return whether it is this call that cancelled the request
     */
    boolean cancelIfOver() {
        var first = false;
        synchronized (lock) {
            if (released || committing || signalling || !request.isOver()) {
                return false;
            }
            first = request.cancelIfOver();
            cancelled = true;
            signalling = true;
        }
        Thread.ofVirtual().name("pgweir-cancel").start(this::signal);
        return first;
    }

    private void signal() {
        try {
            log.debug("{}: cancelling the statement of a request that is over", pool.getPoolName());
            server.cancelQuery();
        } catch (SQLException alreadyClosed) {
            log.debug("{}: the connection is closed already", pool.getPoolName(), alreadyClosed);
        } finally {
            synchronized (lock) {
                signalling = false;
            }
        }
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        switch (method.getName()) {
            case "close" -> release();
            case "commit" -> commit();
            default -> {
                try {
                    return method.invoke(connection, arguments);
                } catch (InvocationTargetException thrown) {
                    throw thrown.getCause();
                }
            }
        }
        return null;
    }

    private void commit() throws SQLException {
        synchronized (lock) {
            committing = !cancelled;
        }
        if (!committing) {
            connection.rollback();
            throw new SQLException("the request was over before the commit", SqlState.CANCELLED);
        }
        try {
            connection.commit();
        } finally {
            synchronized (lock) {
                committing = false;
            }
        }
    }

    private void release() throws SQLException {
        synchronized (lock) {
            released = true;
        }
        onRelease.accept(this);
        if (cancelled) {
            pool.evictConnection(connection);
        }
        connection.close();
    }
}
