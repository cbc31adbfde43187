package dev.pgweir.routing.pool;

import dev.pgweir.cluster.Cluster;
import dev.pgweir.routing.checkout.Checkout;
import dev.pgweir.routing.checkout.CheckoutStep;
import dev.pgweir.routing.load.NodeLoad;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * Where transactions of one kind take their connections to a node from: it leads each connection through the same steps, and
 * counts the transactions. Thread-safe.
 */
final class CheckoutSource extends AbstractDataSource {

    private final Cluster cluster;
    private final NodeLoad load;
    private final PoolQueue queue;
    private final List<CheckoutStep> steps;
    private final LongAdder count = new LongAdder();

    /** @param steps the innermost first */
    CheckoutSource(Cluster cluster, NodeLoad load, PoolQueue queue, List<CheckoutStep> steps) {
        this.cluster = cluster;
        this.load = load;
        this.queue = queue;
        this.steps = steps;
    }

    /** How many connections were asked for. */
    long count() {
        return count.sum();
    }

    @Override
    public Connection getConnection() throws SQLException {
        count.increment();
        var checkout = Checkout.begin(cluster, load);
        var connection = queue.take(checkout);
        try {
            for (var step : steps) {
                connection = step.around(connection, checkout);
            }
            return connection;
        } catch (SQLException | RuntimeException refused) {
            connection.close();
            throw refused;
        }
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return getConnection();
    }
}
