package dev.pgweir.idempotency.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.GatewayTest;
import dev.pgweir.testing.StatementLog;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** The table of records: how several gateways make it, and how they empty it. */
@GatewayTest
@TestPropertySource(
        properties = {
            "pgweir.idempotency.schema=purged",
            "pgweir.idempotency.purge-interval=1h",
            "pgweir.idempotency.purge-batch=2",
            "pgweir.routing.pool-size=" + PurgeIntegrationTests.POOL
        })
class PurgeIntegrationTests {

    static final int POOL = 8;

    private final Purge purge;
    private final Flyway flyway;
    private final IdempotencyProperties properties;
    private final DataSource dataSource;

    @Autowired
    PurgeIntegrationTests(
            Purge purge, Migration migration, Flyway flyway, IdempotencyProperties properties, DataSource dataSource) {
        this.purge = purge;
        this.flyway = flyway;
        this.properties = properties;
        this.dataSource = dataSource;
        migration.require();
    }

    @BeforeAll
    static void createSchemas() {
        TestCluster.shared()
                .execute(
                        "CREATE SCHEMA purged AUTHORIZATION pgweir", "CREATE SCHEMA made_by_many AUTHORIZATION pgweir");
    }

    @AfterAll
    static void dropSchemas() {
        TestCluster.shared().execute("DROP SCHEMA purged, made_by_many CASCADE");
    }

    @BeforeEach
    void fill() {
        TestCluster.shared().execute("TRUNCATE purged.idempotency_record", """
                        INSERT INTO purged.idempotency_record
                        SELECT '', n, '', 200, '{}', '', now() + n * interval '1 min' - interval '5 min' - interval '1 s'
                        FROM generate_series(1, 6) n""");
    }

    @Test
    void deletesExpiredRecordsInBatchesAndLeavesTheOthers() {
        try (var log = new StatementLog()) {
            assertThat(purge.deleteExpired(Instant.now())).isEqualTo(5);
            assertThat(log.statements())
                    .filteredOn(sql -> sql.contains("DELETE FROM \"purged\""))
                    .hasSize(3);
        }
        assertThat(left()).isEqualTo("6");
    }

    @Test
    void passesByWhatAnotherGatewayDeletes() throws SQLException {
        try (var otherGateway = TestCluster.shared().connect("primary");
                var statement = otherGateway.createStatement()) {
            otherGateway.setAutoCommit(false);
            statement.execute("DELETE FROM purged.idempotency_record WHERE key IN ('1', '3')");

            assertThat(purge.deleteExpired(Instant.now())).isEqualTo(3);
            otherGateway.rollback();
        }
        assertThat(left()).isEqualTo("1,3,6");
    }

    @Test
    void isMadeByOneOfManyGateways() throws InterruptedException, ExecutionException {
        var gateways = IntStream.range(0, 4)
                .mapToObj(_ -> new Migration(
                        Flyway.configure()
                                .configuration(flyway.getConfiguration())
                                .schemas("made_by_many")
                                .load(),
                        properties))
                .map(migration -> (Callable<Boolean>) () -> {
                    migration.require();
                    return true;
                })
                .toList();

        try (var threads = Executors.newCachedThreadPool()) {
            for (var made : threads.invokeAll(gateways)) {
                assertThat(made.get()).isTrue();
            }
        }
        assertThat(TestCluster.shared()
                        .query("primary", "SELECT count(*) FROM made_by_many.idempotency_record", Integer.class))
                .isZero();
    }

    @Test
    void leavesTheSessionsThatMadeItAsTheyWere() throws SQLException {
        List<Connection> all = new ArrayList<>();
        try {
            for (var i = 0; i < POOL; i++) {
                all.add(dataSource.getConnection());
                try (var statement = all.getLast().createStatement();
                        var session = statement.executeQuery(
                                "SELECT current_setting('search_path'), current_user, current_setting('lock_timeout')")) {
                    assertThat(session.next()).isTrue();
                    assertThat(session.getString(1)).isEqualTo("\"public\"");
                    assertThat(session.getString(2)).isEqualTo("pgweir");
                    assertThat(session.getString(3)).isEqualTo("0");
                }
            }
        } finally {
            for (var connection : all) {
                connection.close();
            }
        }
    }

    private static String left() {
        return TestCluster.shared()
                .query(
                        "primary",
                        "SELECT string_agg(key, ',' ORDER BY key) FROM purged.idempotency_record",
                        String.class);
    }
}
