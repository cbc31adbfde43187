package dev.pgweir.routing.pool;

import dev.pgweir.cluster.Cluster;
import dev.pgweir.request.Work;
import dev.pgweir.routing.checkout.Checkout;
import dev.pgweir.routing.checkout.CheckoutStep;
import dev.pgweir.routing.load.NodeLoad;
import dev.pgweir.routing.measure.Use;
import dev.pgweir.routing.measure.Uses;
import dev.pgweir.routing.trace.TracedConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * Where transactions of one kind take their connections to a node from: it leads each connection through the same steps, and
 * counts and measures the transactions. Thread-safe.
 */
final class CheckoutSource extends AbstractDataSource {

    private final Cluster cluster;
    private final NodeLoad load;
    private final PoolQueue queue;
    private final List<CheckoutStep> steps;
    private final Uses uses;
    private final Optional<Work> work;
    private final LongAdder count = new LongAdder();

    /**
     * @param steps the innermost first
     * @param uses told of each use of a connection
     * @param work what all transactions here are for; empty where requests say it
     */
    CheckoutSource(
            Cluster cluster, NodeLoad load, PoolQueue queue, List<CheckoutStep> steps, Uses uses, Optional<Work> work) {
        this.cluster = cluster;
        this.load = load;
        this.queue = queue;
        this.steps = steps;
        this.uses = uses;
        this.work = work;
    }

    /** How many connections were asked for. */
    long count() {
        return count.sum();
    }

    @Override
    public Connection getConnection() throws SQLException {
        count.increment();
        var checkout = Checkout.begin(cluster, load);
        var connection = taken(checkout);
        try {
            for (var step : steps) {
                connection = step.around(connection, checkout);
            }
            return checkout.request().isPresent()
                    ? TracedConnection.around(connection, checkout.request().get())
                    : connection;
        } catch (SQLException | RuntimeException refused) {
            connection.close();
            throw refused;
        }
    }

    private Connection taken(Checkout checkout) throws SQLException {
        var what = work(checkout);
        var begun = System.nanoTime();
        try {
            return queue.take(checkout, (used, failure, sql) -> {
                var waited = Duration.ofNanos(System.nanoTime() - begun).minus(used);
                uses.over(new Use(what, waited, used, failure, sql));
            });
        } catch (SQLException | RuntimeException none) {
            uses.none(what, none);
            throw none;
        } finally {
            uses.waited(System.nanoTime() - begun);
        }
    }

    private Work work(Checkout checkout) {
        return checkout.request()
                .map(request -> request.isStream() ? Work.STREAM : work.orElseGet(request::work))
                .orElse(Work.OWN);
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return getConnection();
    }
}
