package dev.pgweir.lifecycle.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.OwnedSchema;
import dev.pgweir.testing.StartedGateway;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A detach that is interrupted half way comes to its end all the same. */
class InterruptedDetachIntegrationTests {

    private static final String PENDING = "SELECT 'yes' FROM pg_inherits WHERE inhdetachpending";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Test
    void isFinishedAfterThePrimaryWasKilled() throws SQLException {
        try (var cluster = TestCluster.start(0)) {
            var schema = new OwnedSchema(cluster, "struck");
            createTable(schema);
            try (var reader = cluster.connect("primary");
                    var statement = reader.createStatement()) {
                reader.setAutoCommit(false);
                statement.execute("SELECT FROM struck.t");
                try (var _ = gateway(cluster, "struck")) {
                    await().atMost(PATIENCE)
                            .until(() -> !schema.strings(PENDING).isEmpty());
                    cluster.kill("primary");
                    cluster.restart("primary");

                    awaitDetached(schema);
                }
            }
        }
    }

    @Test
    void isFinishedAfterItsConnectionWasEnded() throws SQLException {
        var cluster = TestCluster.shared();
        var schema = new OwnedSchema("cut");
        createTable(schema);
        try (var reader = cluster.connect("primary");
                var statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("SELECT FROM cut.t");
            try (var _ = gateway(cluster, "cut")) {
                await().atMost(PATIENCE).until(() -> !schema.strings(PENDING).isEmpty());
                schema.strings("""
                        SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity
                         WHERE query LIKE 'ALTER TABLE "cut"%DETACH%'""");
                reader.rollback();

                awaitDetached(schema);
            }
        } finally {
            schema.drop();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"keep", "drop"})
    void isFinishedByAnOperatorWhereSomebodyElseHasBegunIt(String then) throws SQLException {
        var cluster = TestCluster.shared();
        var schema = new OwnedSchema("begun");
        createTable(schema);
        try (var gateway = StartedGateway.on(
                cluster, "pgweir.schema=begun", "pgweir.own-schema=begun_own", "pgweir.admin.partitions=on")) {
            interruptDetach(cluster, "begun");
            var findings = gateway.http().get("/admin/partitions/t");
            assertThat(findings.body()).contains("detach-pending", "FINALIZE");

            var finished = gateway.http()
                    .send(
                            "POST",
                            "/admin/partitions/t/detach",
                            "{\"partition\": \"t_old\", \"then\": \"%s\"}".formatted(then),
                            "Content-Type",
                            "application/json");

            assertThat(finished.statusCode()).as(finished.body()).isEqualTo(200);
            assertThat(finished.body()).contains("FINALIZE");
            assertThat(schema.names("t")).containsExactly("t_new");
            assertThat(schema.strings(PENDING)).isEmpty();
            assertThat(schema.strings("SELECT to_regclass('begun.t_old')::text"))
                    .containsExactly(then.equals("keep") ? "t_old" : "null");
        } finally {
            schema.drop();
        }
    }

    /** A reader holds the partition longer than the session that detaches it has patience. */
    private static void interruptDetach(TestCluster cluster, String schema) throws SQLException {
        try (var reader = cluster.connect("primary");
                var statement = reader.createStatement();
                var detaching = cluster.connect("primary");
                var detach = detaching.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("SELECT FROM %s.t".formatted(schema));
            detach.execute("SET lock_timeout = '300ms'");
            assertThatThrownBy(() -> detach.execute(
                            "ALTER TABLE %1$s.t DETACH PARTITION %1$s.t_old CONCURRENTLY".formatted(schema)))
                    .isInstanceOf(SQLException.class);
            reader.rollback();
        }
    }

    @Test
    @Tag("soak")
    void isFinishedAfterItsGatewayWasKilled() throws SQLException, IOException {
        var cluster = TestCluster.shared();
        var schema = new OwnedSchema("orphaned");
        createTable(schema);
        try (var reader = cluster.connect("primary");
                var statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("SELECT FROM orphaned.t");
            var killed = StartedGateway.process(cluster, settings("orphaned"));
            try {
                await().atMost(PATIENCE).until(() -> !schema.strings(PENDING).isEmpty());
            } finally {
                killed.destroyForcibly().onExit().join();
            }
            try (var _ = gateway(cluster, "orphaned")) {
                reader.rollback();

                awaitDetached(schema);
            }
        } finally {
            schema.drop();
        }
    }

    private static void createTable(OwnedSchema schema) {
        schema.create(
                "CREATE TABLE t (at date) PARTITION BY RANGE (at)",
                "CREATE TABLE t_old PARTITION OF t FOR VALUES FROM ('2001-01-01') TO ('2002-01-01')",
                "CREATE TABLE t_new PARTITION OF t FOR VALUES FROM ('2002-01-01') TO ('9000-01-01')",
                "INSERT INTO t VALUES ('2001-02-02')");
    }

    private static StartedGateway gateway(TestCluster cluster, String schema) {
        return StartedGateway.on(cluster, settings(schema));
    }

    private static String[] settings(String schema) {
        return new String[] {
            "pgweir.schema=" + schema,
            "pgweir.own-schema=" + schema + "_own",
            "pgweir.partitions.lock-timeout=20s",
            "pgweir.partitions.maintenance-interval=1s",
            "pgweir.partitions.tables.t.life-cycle.interval=year",
            "pgweir.partitions.tables.t.life-cycle.make-ahead=0",
            "pgweir.partitions.tables.t.life-cycle.retention=2y",
            "pgweir.partitions.tables.t.life-cycle.then=detach"
        };
    }

    private static void awaitDetached(OwnedSchema schema) {
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            assertThat(schema.strings(
                            "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 't'::regclass"))
                    .containsExactly("t_new");
            assertThat(schema.strings("SELECT at FROM t_old")).containsExactly("2001-02-02");
        });
    }
}
