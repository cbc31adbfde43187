package dev.pgweir.routing.pool;

import com.zaxxer.hikari.HikariDataSource;
import dev.pgweir.cluster.link.UnsuitableLink;
import dev.pgweir.postgres.ServerFailure;
import dev.pgweir.postgres.SqlState;
import dev.pgweir.request.Deadline;
import dev.pgweir.request.RequestContext;
import dev.pgweir.routing.LostConnection;
import dev.pgweir.routing.PoolExhausted;
import dev.pgweir.routing.checkout.Checkout;
import dev.pgweir.routing.load.FairTurns;
import dev.pgweir.routing.load.NodeLoad;
import dev.pgweir.routing.pool.PooledConnection.ReturnListener;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;

/**
 * Where callers wait for a connection to one node. Requests take connections in their turn, which HikariCP alone does not see
 * to. Each caller looks up every quarter of a second, and leaves a node that has gone down rather than wait on it. Thread-safe.
 */
final class PoolQueue {

    /** Beyond it the statements of others are taken to be slow. */
    private static final Duration USUAL_WAIT = Duration.ofMillis(10);

    private static final Duration LOOK_INTERVAL = Duration.ofMillis(250);

    /** The class of what servers answer to those they do not let in. */
    private static final String INVALID_AUTHORIZATION = "28";

    private final String node;
    private final OpenPool pool;
    private final NodeLoad load;
    private final NodeFailures failures;
    private final FairTurns turns;
    private final Duration timeout;

    /** Opens the pool where that was not done yet. */
    @FunctionalInterface
    interface OpenPool {

        /**
         * The open pool.
         *
         * @throws SQLTransientConnectionException where it is closed
         */
        HikariDataSource get() throws SQLTransientConnectionException;
    }

    /** @param timeout how long a caller waits at most */
    PoolQueue(String node, OpenPool pool, NodeLoad load, NodeFailures failures, FairTurns turns, Duration timeout) {
        this.node = node;
        this.pool = pool;
        this.load = load;
        this.failures = failures;
        this.turns = turns;
        this.timeout = timeout;
    }

    /** How many requests wait. */
    int waiting() {
        return turns.waiting();
    }

    /**
     * Waits for a connection.
     *
     * @param onReturn told when it goes back
     * @throws PoolExhausted where none is free in time, or surely will be
     */
    Connection take(Checkout checkout, ReturnListener onReturn) throws SQLException {
        return checkout.request().isPresent() ? inTurn(checkout.request().get(), onReturn) : awaited(onReturn);
    }

    private Connection inTurn(RequestContext request, ReturnListener onReturn) throws SQLException {
        load.begin();
        try {
            var turn = awaitedTurn(request);
            try {
                return awaited((used, failure, sql) -> {
                    turn.end();
                    load.end(used);
                    onReturn.returned(used, failure, sql);
                });
            } catch (SQLException | RuntimeException none) {
                turn.end();
                throw none;
            }
        } catch (SQLException | RuntimeException none) {
            load.giveUp();
            throw none;
        }
    }

    /** Those who would wait for too long are turned away at once: others would wait in vain behind them. */
    private FairTurns.Turn awaitedTurn(RequestContext request) throws SQLException {
        var deadline = Deadline.in(request.deadline().remaining(timeout));
        var turn = turns.ask(
                        request.resource(),
                        deadline.length(),
                        request.deadline().agreed())
                .orElseThrow(() -> {
                    failures.noConnectionFree();
                    return new PoolExhausted(node, turns.expectedWait(request.resource()));
                });
        try {
            if (!turn.await(Duration.ZERO)) {
                await(turn, request, deadline);
            }
            return turn;
        } catch (SQLException | RuntimeException none) {
            turn.end();
            throw none;
        } catch (InterruptedException e) {
            turn.end();
            Thread.currentThread().interrupt();
            throw new PoolExhausted(node, e);
        }
    }

    private void await(FairTurns.Turn turn, RequestContext request, Deadline deadline)
            throws SQLException, InterruptedException {
        var place = request.joinLine();
        try {
            if (!turn.isAwaited(place::serve) || turn.await(USUAL_WAIT)) {
                return;
            }
        } finally {
            place.leave();
        }
        while (!turn.await(LOOK_INTERVAL)) {
            endWait(new SQLTransientConnectionException("all connections are in use"), deadline);
        }
    }

    private PooledConnection awaited(ReturnListener onReturn) throws SQLException {
        var deadline = Deadline.in(RequestContext.atMost(timeout));
        while (true) {
            try {
                var open = pool.get();
                return new PooledConnection(open.getConnection(), open, onReturn);
            } catch (SQLException noneYet) {
                endWait(noneYet, deadline);
            }
        }
    }

    /** Returns where waiting on makes sense. */
    private void endWait(SQLException noneYet, Deadline deadline) throws SQLException {
        if (failures.isDown()) {
            throw new SQLTransientConnectionException(node + " is down", SqlState.UNABLE_TO_CONNECT, noneYet);
        }
        if (noneYet.getCause() instanceof UnsuitableLink unsuitable) {
            failures.notLetIn(unsuitable);
            throw new SQLTransientConnectionException(
                    node + " is not reached as it must be", SqlState.UNABLE_TO_CONNECT);
        }
        var failure = ServerFailure.in(noneYet);
        if (failure.filter(found -> LostConnection.isSaidBy(found.state())).isPresent()) {
            failures.connectionLost(noneYet);
            throw noneYet;
        }
        if (failure.filter(found -> found.isOfClass(INVALID_AUTHORIZATION)).isPresent()) {
            failures.notLetIn(noneYet);
            throw new SQLTransientConnectionException(
                    node + " does not let the gateway log in", SqlState.UNABLE_TO_CONNECT);
        }
        var full = failure.map(found -> found.is(SqlState.TOO_MANY_CONNECTIONS))
                .orElse(noneYet instanceof SQLTransientConnectionException);
        if (!full) {
            throw noneYet;
        }
        if (deadline.hasPassed()) {
            failures.noConnectionFree();
            throw new PoolExhausted(node, noneYet);
        }
    }
}
