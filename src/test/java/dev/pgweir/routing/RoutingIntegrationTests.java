package dev.pgweir.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.pgweir.embedded.TestCluster;
import dev.pgweir.routing.Route.Reason;
import dev.pgweir.testing.TestRequests;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.QueryTimeoutException;

/** A healthy cluster. */
class RoutingIntegrationTests {

    private static final TestCluster CLUSTER = TestCluster.shared();
    private static Gateway gateway;

    @BeforeAll
    static void start() {
        gateway = Gateway.to(
                CLUSTER,
                "pgweir.routing.pool-size=4",
                "pgweir.routing.pool-timeout=500ms",
                "pgweir.routing.statement-timeout=2s",
                "pgweir.routing.max-result-size=1MB");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void readsOnAReplica() {
        assertThat(gateway.visits().read().recovering()).isTrue();
        assertThat(gateway.visits().readInTransaction().recovering()).isTrue();
    }

    @Test
    void writesOnThePrimary() {
        assertThat(gateway.visits().write()).satisfies(visit -> {
            assertThat(visit.recovering()).isFalse();
            assertThat(visit.port()).isEqualTo(portOf("primary"));
        });
    }

    @Test
    void spreadsReadsByWeight() {
        try (var weighted = Gateway.to(
                CLUSTER,
                "pgweir.routing.pool-size=2",
                "pgweir.cluster.nodes[1].weight=1",
                "pgweir.cluster.nodes[2].weight=3")) {
            var ports = IntStream.range(0, 1000)
                    .mapToObj(_ -> weighted.visits().read().port())
                    .toList();

            assertThat(ports).containsOnly(portOf("replica-1"), portOf("replica-2"));
            assertThat(weighted.traffic("replica-2").transactions().reads()).isCloseTo(750, within(70L));
        }
    }

    @Test
    void readsNothingFromAReplicaOfWeightZero() {
        try (var weighted = Gateway.to(CLUSTER, "pgweir.routing.pool-size=2", "pgweir.cluster.nodes[1].weight=0")) {
            IntStream.range(0, 200).forEach(_ -> weighted.visits().read());

            assertThat(weighted.traffic("replica-1").transactions().reads()).isZero();
            assertThat(weighted.traffic("replica-2").transactions().reads()).isEqualTo(200);
        }
    }

    @Test
    void sendsNoTransactionBlockAroundASingleRead() {
        assertThat(gateway.visits().readTwiceWithoutTransaction()).doesNotHaveDuplicates();
        assertThat(new HashSet<>(gateway.visits().readTwiceInTransaction())).hasSize(1);
    }

    @Test
    void setsUpEachSession() {
        assertThat(gateway.visits().show("plan_cache_mode")).isEqualTo("force_custom_plan");
        assertThat(gateway.visits().show("TimeZone")).isEqualTo("UTC");
        assertThat(gateway.visits().show("statement_timeout")).isEqualTo("2s");
        assertThat(gateway.visits().show("application_name")).isEqualTo("pgweir");
    }

    @Test
    void cancelsAStatementThatRunsTooLong() {
        assertThatExceptionOfType(QueryTimeoutException.class)
                .isThrownBy(() -> gateway.visits().readFor(5));
    }

    @Test
    void tellsTheListenerOfEachRoute() throws Exception {
        var routes = new ArrayList<Route>();

        TestRequests.run(TestRequests.observed(routes::add), () -> {
            gateway.visits().read();
            gateway.visits().write();
        });

        assertThat(routes).extracting(Route::reason).containsExactly(Reason.REPLICA, Reason.WRITE);
        assertThat(routes.getLast().node().name()).isEqualTo("primary");
    }

    @Test
    void countsWhatEachNodeWasGiven() {
        var before = gateway.traffic("primary");

        gateway.visits().write();

        var after = gateway.traffic("primary");
        assertThat(after.transactions().writes())
                .isEqualTo(before.transactions().writes() + 1);
        assertThat(after.transactions().reads()).isEqualTo(before.transactions().reads());
        assertThat(after.pool().max()).isEqualTo(4 + 10);
    }

    @Test
    void measuresThePoolOfEachNode() {
        gateway.visits().write();

        assertThat(gateway.bean(MeterRegistry.class)
                        .get("hikaricp.connections.usage")
                        .tag("pool", "primary")
                        .timer()
                        .count())
                .isPositive();
    }

    @Test
    void saysThatAPoolIsExhausted() throws Exception {
        try (var small = Gateway.to(
                        CLUSTER,
                        "pgweir.routing.pool-size=1",
                        "pgweir.routing.fallback-pool-size=1",
                        "pgweir.routing.pool-timeout=300ms");
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Object> longRead = () -> {
                small.visits().readFor(1.5);
                return "read";
            };
            var outcomes = new ArrayList<Object>();
            for (var read : threads.invokeAll(Collections.nCopies(8, longRead))) {
                outcomes.add(read.state() == Future.State.FAILED ? read.exceptionNow() : "read");
            }

            assertThat(outcomes).contains("read").hasAtLeastOneElementOfType(PoolExhausted.class);
            assertThat(small.isUp("replica-1")).isTrue();
        }
    }

    @Test
    void keepsANodeWhoseReadTriedToWrite() {
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> gateway.visits().writeThoughItPromisedToRead())
                .havingRootCause()
                .withMessageContaining("read-only transaction");

        assertThat(gateway.topology().replicas()).hasSize(2);
    }

    @Test
    void goesOnWithAPrimaryThatRefusesAWriteOfATransactionThatMayOnlyRead() {
        var before = gateway.traffic("primary").transactions().failures();

        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> gateway.visits().writeWhereOnlyReadingIsAllowed());

        assertThat(gateway.traffic("primary").transactions().failures()).isEqualTo(before);
        assertThat(gateway.isUp("primary")).isTrue();
        assertThat(gateway.visits().write().recovering()).isFalse();
    }

    @Test
    void logsEachStatementWithItsNodeWhereAsked() {
        var logger = (Logger) LoggerFactory.getLogger("dev.pgweir.routing.statements");
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        logger.addAppender(lines);
        try {
            gateway.visits().read();
            assertThat(lines.list).isEmpty();

            logger.setLevel(Level.DEBUG);
            gateway.visits().write();
            assertThat(lines.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .first()
                    .isEqualTo("node=primary UPDATE users SET name = name WHERE user_id = 1");
        } finally {
            logger.setLevel(null);
            logger.detachAppender(lines);
        }
    }

    @Test
    void keepsANodeWhoseResultIsTooLarge() {
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> gateway.visits().readBytes(2_000_000))
                .havingRootCause()
                .withMessageContaining("maxResultBuffer");

        assertThat(gateway.topology().replicas()).hasSize(2);
        assertThat(gateway.visits().readBytes(500_000)).isEqualTo(500);
    }

    private static int portOf(String node) {
        return CLUSTER.node(node).address().port();
    }
}
