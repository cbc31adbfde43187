package dev.pgweir.routing.pool;

import com.zaxxer.hikari.HikariDataSource;
import dev.pgweir.postgres.SqlState;
import dev.pgweir.request.Cancellation;
import dev.pgweir.request.RequestContext;
import dev.pgweir.routing.position.CommitPosition;
import dev.pgweir.routing.reset.SessionSettings;
import dev.pgweir.routing.session.Session;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection while a request holds it. Once cancelled it commits nothing more, and leaves the pool instead of going
 * back: a signal that comes late finds nobody. A commit under way is never cancelled, for the server would then confirm it
 * before its replicas have; but like all else it is waited for only so long. The lock guards the fields; it is held while
 * the client is looked for, so that nobody looks after the release, and not while the server is talked to.
 */
final class HeldConnection implements InvocationHandler {

    private static final Logger log = LoggerFactory.getLogger(HeldConnection.class);

    /** How long after the deadline a server may take to heed a signal, or to end a commit. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Connection connection;
    private final HikariDataSource pool;
    private final PGConnection server;
    private final RequestContext request;
    private final SessionSettings settings;
    private final long systemIdentifier;
    private final Consumer<HeldConnection> onRelease;
    private final Object lock = new Object();
    private boolean committing;
    private boolean cancelled;
    private boolean signalling;
    private boolean abandoned;
    private boolean released;

    HeldConnection(
            Connection connection,
            HikariDataSource pool,
            RequestContext request,
            SessionSettings settings,
            long systemIdentifier,
            Consumer<HeldConnection> onRelease)
            throws SQLException {
        this.connection = connection;
        this.pool = pool;
        this.server = connection.unwrap(PGConnection.class);
        this.request = request;
        this.settings = settings;
        this.systemIdentifier = systemIdentifier;
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
     * @return why, the first time
     */
    Optional<Cancellation> cancelIfOver() {
        Optional<Cancellation> reason;
        synchronized (lock) {
            reason = released || committing || signalling ? Optional.empty() : request.due();
            if (reason.isEmpty()) {
                return reason;
            }
            reason = reason.filter(request::cancel);
            cancelled = true;
            signalling = true;
        }
        reason.ifPresent(why -> log.debug("cancelling a request on {}: {}", pool.getPoolName(), why));
        Thread.ofVirtual().name("pgweir-cancel").start(this::signal);
        return reason;
    }

    /**
     * Breaks the connection where it still holds its request some time after the deadline: the network may have lost it
     * without a word, and a signal takes the same way. What became of a commit is then unknown.
     */
    void abandonIfDeaf() {
        synchronized (lock) {
            if (released
                    || abandoned
                    || !request.deadline().remaining().plus(GRACE).isNegative()) {
                return;
            }
            abandoned = true;
            cancelled = true;
        }
        log.warn("a request was held beyond its deadline by {}, which did not answer", pool.getPoolName());
        Thread.ofVirtual().name("pgweir-abandon").start(this::abandon);
    }

    private void abandon() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException alreadyClosed) {
            log.debug("nothing to abandon on {}", pool.getPoolName(), alreadyClosed);
        }
    }

    private void signal() {
        try {
            server.cancelQuery();
        } catch (SQLException alreadyClosed) {
            log.debug("nothing to cancel on {}", pool.getPoolName(), alreadyClosed);
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
            throw new SQLException("the request was over before the commit", SqlState.QUERY_CANCELED);
        }
        try {
            var position = CommitPosition.commit(connection, settings.behindCommit());
            position.filter(_ -> systemIdentifier != 0)
                    .ifPresent(ended -> Session.current().ifPresent(session -> session.wrote(systemIdentifier, ended)));
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
