package dev.pgweir.idempotency.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.postgres.OwnSchema;
import dev.pgweir.testing.GatewayTest;
import dev.pgweir.testing.StatementLog;
import java.sql.SQLException;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** How the table of records is emptied. */
@GatewayTest
@TestPropertySource(
        properties = {
            "pgweir.own-schema=purged",
            "pgweir.idempotency.purge-interval=1h",
            "pgweir.idempotency.purge-batch=2"
        })
class PurgeIntegrationTests {

    private final Purge purge;

    @Autowired
    PurgeIntegrationTests(Purge purge, OwnSchema schema) {
        this.purge = purge;
        assertThat(schema.isReady()).isTrue();
    }

    @BeforeAll
    static void createSchemas() {
        TestCluster.shared().execute("CREATE SCHEMA purged AUTHORIZATION pgweir");
    }

    @AfterAll
    static void dropSchemas() {
        TestCluster.shared().execute("DROP SCHEMA purged CASCADE");
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

    private static String left() {
        return TestCluster.shared()
                .query(
                        "primary",
                        "SELECT string_agg(key, ',' ORDER BY key) FROM purged.idempotency_record",
                        String.class);
    }
}
