package dev.pgweir.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.request.Cancellation;
import dev.pgweir.request.RequestContext;
import dev.pgweir.request.RequestEnded;
import dev.pgweir.testing.TestRequests;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What a request's deadline ends: the wait for a connection, the repeat of a read, a statement, a transaction. */
class DeadlineIntegrationTests {

    private static Gateway gateway;

    /** All reads share one connection. */
    @BeforeAll
    static void start() {
        gateway = Gateway.to(
                TestCluster.shared(),
                "pgweir.routing.pool-size=1",
                "pgweir.routing.pool-timeout=20s",
                "pgweir.cluster.nodes[2].weight=0");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void endsTheWaitForAConnectionWithoutTryingAnotherNode() {
        try (var others = Executors.newVirtualThreadPerTaskExecutor()) {
            others.execute(() -> gateway.visits().readFor(2));
            await().until(() -> gateway.traffic("replica-1").pool().active() == 1);

            var start = System.nanoTime();
            assertThatExceptionOfType(PoolExhausted.class)
                    .isThrownBy(within("PT0.6S", () -> gateway.visits().read()));

            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(600), Duration.ofSeconds(1));
        }
    }

    @Test
    void cancelsAStatementAndDropsItsConnection() {
        var before = cancelled();
        var backend = gateway.visits().read().backend();

        assertThatExceptionOfType(QueryTimeoutException.class)
                .isThrownBy(within("PT0.3S", () -> gateway.visits().readFor(20)));

        assertThat(gateway.visits().read().backend()).isNotEqualTo(backend);
        assertThat(cancelled()).isEqualTo(before + 1);
    }

    @Test
    void keepsTheConnectionOfARequestThatEndsInTime() {
        var request = TestRequests.within(Duration.ofMinutes(1));
        var backend = gateway.visits().read().backend();

        TestRequests.run(request, () -> gateway.visits().readFor(0.3));

        assertThat(gateway.visits().read().backend()).isEqualTo(backend);
    }

    @Test
    void runsNothingMoreAfterTheDeadline() {
        assertThatExceptionOfType(RequestEnded.class)
                .isThrownBy(within("PT0S", () -> gateway.visits().read()))
                .satisfies(refusal -> assertThat(refusal.begun()).isFalse());
        assertThatExceptionOfType(RequestEnded.class)
                .isThrownBy(within("PT0.3S", () -> {
                    gateway.visits().read();
                    await().until(RequestContext.current().orElseThrow()::isOver);
                    gateway.visits().read();
                }))
                .satisfies(refusal -> assertThat(refusal.begun()).isTrue());
    }

    @Test
    void undoesATransactionWhoseCommitWouldComeTooLate() {
        var jdbc = gateway.bean(JdbcClient.class);
        TestCluster.shared().execute("CREATE TABLE late_commit (id int)", "GRANT ALL ON late_commit TO pgweir");
        var transaction = new TransactionTemplate(gateway.bean(PlatformTransactionManager.class));

        assertThatExceptionOfType(QueryTimeoutException.class)
                .isThrownBy(within(
                        "PT0.3S",
                        () -> transaction.execute(_ -> {
                            jdbc.sql("INSERT INTO late_commit VALUES (1)").update();
                            var request = RequestContext.current().orElseThrow();
                            await().until(() -> request.isCancelled(Cancellation.DEADLINE));
                            return true;
                        })));

        assertThat(TestCluster.shared().query("primary", "SELECT count(*) FROM late_commit", Long.class))
                .isZero();
        TestCluster.shared().execute("DROP TABLE late_commit");
    }

    @Test
    void commitsATransactionThatOnlyReadOnAReplica() throws Throwable {
        var jdbc = gateway.bean(JdbcClient.class);
        var transaction = new TransactionTemplate(gateway.bean(PlatformTransactionManager.class));
        transaction.setReadOnly(true);

        within("PT10S", () -> {
                    Boolean standby = transaction.execute(_ -> jdbc.sql("SELECT pg_is_in_recovery()")
                            .query(Boolean.class)
                            .single());
                    assertThat(standby).isTrue();
                })
                .call();
    }

    private static double cancelled() {
        return gateway.bean(MeterRegistry.class)
                .get("pgweir.requests.cancelled")
                .tag("reason", "deadline")
                .counter()
                .count();
    }

    private static ThrowingCallable within(String deadline, Runnable call) {
        return () -> TestRequests.run(TestRequests.within(Duration.parse(deadline)), call);
    }
}
