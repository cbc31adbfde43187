package dev.pgweir.routing.pool;

import static dev.pgweir.cluster.TestNodes.definition;
import static dev.pgweir.cluster.TestNodes.primary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import dev.pgweir.cluster.FixedCluster;
import dev.pgweir.cluster.Node;
import dev.pgweir.embedded.TestCluster;
import dev.pgweir.routing.checkout.CheckoutStep;
import dev.pgweir.routing.checkout.DelegatingConnection;
import dev.pgweir.routing.load.FairTurns;
import dev.pgweir.routing.load.Loads;
import dev.pgweir.routing.load.NodeLoad;
import dev.pgweir.testing.TestRequests;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CheckoutSourceIntegrationTests {

    private final Node node = new Node(definition("primary"), primary(1, "0/1"));
    private final FixedCluster cluster = new FixedCluster(node);
    private final NodeLoad load = new Loads().of(node);
    private final HikariDataSource pool = new HikariDataSource();
    private final List<String> order = new ArrayList<>();

    @BeforeEach
    void open() {
        var primary = TestCluster.shared().node("primary");
        pool.setJdbcUrl(primary.url());
        pool.setUsername(primary.credentials().username());
        pool.setPassword(primary.credentials().password());
        pool.setMaximumPoolSize(1);
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void putsEachStepAroundTheOneBefore() throws SQLException {
        var source = source(named("inner"), named("outer"));

        source.getConnection().close();

        assertThat(order).containsExactly("inner takes", "outer takes", "outer closes", "inner closes");
        assertThat(source.count()).isOne();
    }

    @Test
    void givesAConnectionBackThatAStepRefuses() throws Exception {
        var source = source(named("inner"), (_, _) -> {
            throw new SQLException("a standby");
        });
        TestRequests.run(TestRequests.within(Duration.ofMinutes(1)), () -> {
            for (var i = 0; i < 3; i++) {
                assertThatExceptionOfType(SQLException.class)
                        .isThrownBy(source::getConnection)
                        .withMessage("a standby");
            }
        });

        assertThat(order).endsWith("inner takes", "inner closes");
        assertThat(load.inFlight()).isZero();
        assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
    }

    @Test
    void countsAConnectionAsUsedUntilItIsClosedHoweverOften() {
        var source = source();

        TestRequests.run(TestRequests.within(Duration.ofMinutes(1)), () -> {
            for (var i = 0; i < 3; i++) {
                closeTwice(source);
                assertThat(load.inFlight()).isZero();
            }
        });
    }

    private void closeTwice(CheckoutSource source) {
        try {
            var connection = source.getConnection();
            assertThat(load.inFlight()).isOne();
            connection.close();
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private CheckoutSource source(CheckoutStep... steps) {
        var failures = new NodeFailures("primary", cluster, load, () -> {});
        var turns = new FairTurns(1, 0, 100, Duration.ZERO, System::nanoTime);
        var queue = new PoolQueue("primary", () -> pool, load, failures, turns, Duration.ofSeconds(2));
        return new CheckoutSource(cluster, load, queue, List.of(steps));
    }

    private CheckoutStep named(String name) {
        return (connection, _) -> {
            order.add(name + " takes");
            return closing(connection, name);
        };
    }

    private Connection closing(Connection connection, String name) {
        return new DelegatingConnection(connection) {

            @Override
            public void close() throws SQLException {
                order.add(name + " closes");
                super.close();
            }
        };
    }
}
