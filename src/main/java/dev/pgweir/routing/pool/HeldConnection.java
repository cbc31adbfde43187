package dev.pgweir.routing.pool;

import dev.pgweir.postgres.SqlState;
import dev.pgweir.request.Cancellation;
import dev.pgweir.request.RequestContext;
import dev.pgweir.routing.checkout.DelegatingConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection while a request holds it. After a cancellation it refuses to commit, and is evicted from the pool instead of
 * going back, so that a late signal cannot hit another request. A commit under way is never cancelled, for the server would
 * then confirm it before its replicas have; but like all else it is waited for only so long. The lock guards the fields; it
 * is held while the client is looked for, so that nobody looks after the release, and not while the server is talked to.
 */
final class HeldConnection extends DelegatingConnection {

    private static final Logger log = LoggerFactory.getLogger(HeldConnection.class);

    /** How long after the deadline a server may take to heed a signal, or to end a commit. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final PooledConnection pooled;
    private final PGConnection server;
    private final RequestContext request;
    private final Consumer<HeldConnection> onRelease;
    private final Object lock = new Object();
    private boolean committing;
    private boolean cancelled;
    private boolean signalling;
    private boolean abandoned;
    private boolean released;

    /** @param onRelease told when the request lets go of it */
    HeldConnection(Connection connection, RequestContext request, Consumer<HeldConnection> onRelease)
            throws SQLException {
        super(connection);
        this.pooled = connection.unwrap(PooledConnection.class);
        this.server = connection.unwrap(PGConnection.class);
        this.request = request;
        this.onRelease = onRelease;
        request.begin();
    }

    /**
     * Cancels what runs on it where its request is over. The server ignores a signal that comes between two statements, so
     * this signals again each time it is called, until the request has let go.
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
        reason.ifPresent(why -> log.debug("cancelling a request on {}: {}", pooled.poolName(), why));
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
        log.warn("a request was held beyond its deadline by {}, which did not answer", pooled.poolName());
        Thread.ofVirtual().name("pgweir-abandon").start(this::abandon);
    }

    private void abandon() {
        try {
            abort(Runnable::run);
        } catch (SQLException alreadyClosed) {
            log.debug("nothing to abandon on {}", pooled.poolName(), alreadyClosed);
        }
    }

    private void signal() {
        try {
            server.cancelQuery();
        } catch (SQLException alreadyClosed) {
            log.debug("nothing to cancel on {}", pooled.poolName(), alreadyClosed);
        } finally {
            synchronized (lock) {
                signalling = false;
            }
        }
    }

    @Override
    public void commit() throws SQLException {
        synchronized (lock) {
            committing = !cancelled;
        }
        if (!committing) {
            rollback();
            throw new SQLException("the request was over before the commit", SqlState.QUERY_CANCELED);
        }
        try {
            super.commit();
        } finally {
            synchronized (lock) {
                committing = false;
            }
        }
    }

    @Override
    public void close() throws SQLException {
        synchronized (lock) {
            released = true;
        }
        onRelease.accept(this);
        if (cancelled) {
            pooled.evict();
        }
        super.close();
    }
}
