package dev.pgweir.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.pgweir.embedded.TestCluster;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;

/** Settings of the role that other gateways took for the end of a node. */
class RoleSettingsIntegrationTests {

    private static TestCluster cluster;

    @BeforeAll
    static void start() {
        cluster = TestCluster.start(1);
        cluster.execute("CREATE ROLE settled LOGIN", "GRANT SELECT, UPDATE ON users TO settled");
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @AfterEach
    void reset() {
        cluster.execute("ALTER ROLE settled RESET ALL");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "default_transaction_isolation = 'serializable'",
                "default_transaction_isolation = 'repeatable read'",
                "default_transaction_deferrable = on",
                "search_path = ''",
                "statement_timeout = '1ms'",
                "idle_session_timeout = '300ms'",
                "row_security = off",
                "client_min_messages = debug5",
                "lc_messages = 'C'",
                "DateStyle = 'German'"
            })
    void leaveAllNodesUp(String setting) {
        with(setting, gateway -> {
            for (var i = 0; i < 5; i++) {
                awaitReplica(gateway.visits()::read);
                awaitReplica(gateway.visits()::readInTransaction);
                if (!setting.startsWith("search_path")) {
                    assertThat(gateway.visits().write().recovering()).isFalse();
                }
            }
            for (var node : List.of("primary", "replica-1")) {
                assertThat(gateway.isUp(node)).isTrue();
                assertThat(gateway.traffic(node).transactions().failures()).isZero();
            }
        });
    }

    @Test
    void thatForbidWritingAreToldAndNoReasonToDoWithoutThePrimary() {
        with("default_transaction_read_only = on", gateway -> {
            assertThatExceptionOfType(DataAccessException.class)
                    .isThrownBy(() -> gateway.visits().write())
                    .satisfies(failure -> assertThat(stateOf(failure)).isEqualTo("25006"));
            assertThat(gateway.isUp("primary")).isTrue();
            assertThat(gateway.traffic("primary").transactions().failures()).isZero();
            assertThat(gateway.traffic("primary").transactions().writes()).isOne();
        });
    }

    @Test
    void thatEndATransactionEndThatAlone() {
        with("transaction_timeout = '300ms'", gateway -> {
            assertThatExceptionOfType(DataAccessException.class)
                    .isThrownBy(() -> gateway.visits().readFor(5))
                    .satisfies(failure -> assertThat(stateOf(failure)).isEqualTo("25P04"));
            assertThat(gateway.isUp("replica-1")).isTrue();
            assertThat(gateway.traffic("replica-1").transactions().failures()).isZero();
            assertThat(gateway.visits().read().recovering()).isTrue();
        });
    }

    /** A replica that is behind for a moment, on a busy machine, is no fault of the setting. */
    private static void awaitReplica(Callable<Visits.Visit> read) {
        await().until(read, Visits.Visit::recovering);
    }

    private static void with(String setting, Consumer<Gateway> test) {
        cluster.execute("ALTER ROLE settled SET " + setting);
        cluster.awaitReplay();
        try (var gateway = Gateway.to(cluster, "pgweir.cluster.username=settled", "pgweir.routing.pool-size=2")) {
            test.accept(gateway);
        }
    }

    private static String stateOf(DataAccessException failure) {
        return String.valueOf(((SQLException) failure.getMostSpecificCause()).getSQLState());
    }
}
