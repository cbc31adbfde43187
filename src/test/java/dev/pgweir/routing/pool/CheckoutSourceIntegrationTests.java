package dev.pgweir.routing.pool;

import static dev.pgweir.cluster.TestNodes.definition;
import static dev.pgweir.cluster.TestNodes.primary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import dev.pgweir.cluster.FixedCluster;
import dev.pgweir.cluster.Node;
import dev.pgweir.embedded.TestCluster;
import dev.pgweir.request.RequestContext;
import dev.pgweir.request.Work;
import dev.pgweir.routing.PoolExhausted;
import dev.pgweir.routing.checkout.CheckoutStep;
import dev.pgweir.routing.checkout.DelegatingConnection;
import dev.pgweir.routing.load.FairTurns;
import dev.pgweir.routing.load.Loads;
import dev.pgweir.routing.load.NodeLoad;
import dev.pgweir.routing.measure.MeasuredNodes;
import dev.pgweir.routing.measure.SlowLog;
import dev.pgweir.routing.measure.Uses;
import dev.pgweir.testing.TestRequests;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CheckoutSourceIntegrationTests {

    private final Node node = new Node(definition("primary"), primary(1, "0/1"));
    private final FixedCluster cluster = new FixedCluster(node);
    private final NodeLoad load = new Loads().of(node);
    private final HikariDataSource pool = new HikariDataSource();
    private final List<String> order = new ArrayList<>();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final Uses uses =
            new MeasuredNodes(meters, new Loads(), new SlowLog(Duration.ZERO)).uses(node.definition(), "request");

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

    @Test
    void measuresForWhatAConnectionWasUsedAndHowThatEnded() throws Exception {
        var source = source();
        TestRequests.run(TestRequests.within(Duration.ofMinutes(1)), () -> {
            RequestContext.current().orElseThrow().reads(Work.ITEM);
            use(source, _ -> {});
            use(source, connection -> connection.unwrap(PooledConnection.class).evict());
            use(source, CheckoutSourceIntegrationTests::lose);
        });

        assertThat(meters.timer("pgweir.transactions", "node", "primary", "work", "item")
                        .count())
                .isOne();
        assertThat(failed("item", "cancelled")).isOne();
        assertThat(failed("item", "lost")).isOne();
        assertThat(meters.timer("pgweir.connections.waits", "node", "primary", "pool", "request")
                        .count())
                .isEqualTo(3);
    }

    @Test
    void countsThoseWhoGetNoConnection() throws Exception {
        var source = source();
        TestRequests.run(
                TestRequests.within(Duration.ofMinutes(1)),
                () -> use(
                        source,
                        _ -> assertThatExceptionOfType(PoolExhausted.class).isThrownBy(source::getConnection)));

        assertThat(failed("read", "refused")).isOne();
    }

    private double failed(String work, String failure) {
        return meters.counter("pgweir.transactions.failed", "node", "primary", "work", work, "failure", failure)
                .count();
    }

    /** Something that is done with a connection. */
    @FunctionalInterface
    private interface Use {
        void with(Connection connection) throws SQLException;
    }

    private static void use(CheckoutSource source, Use use) {
        try (var connection = source.getConnection()) {
            use.with(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Its server process is ended. */
    private static void lose(Connection connection) {
        assertThatExceptionOfType(SQLException.class).isThrownBy(() -> {
            try (var statement = connection.createStatement()) {
                statement.execute("SELECT pg_terminate_backend(pg_backend_pid())");
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
        return new CheckoutSource(cluster, load, queue, List.of(steps), uses, Optional.empty());
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
