package dev.pgweir.lifecycle.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.lifecycle.change.QualifiedName;
import dev.pgweir.lifecycle.change.RetireStatements;
import dev.pgweir.lifecycle.change.SealStatements;
import dev.pgweir.postgres.OwnSchema;
import dev.pgweir.testing.GatewayTest;
import dev.pgweir.testing.OwnedSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** Partitions are retired by age, whatever comes in between. */
@GatewayTest
@DirtiesContext
@TestPropertySource(
        properties = {
            "pgweir.schema=aging",
            "pgweir.routing.pool-size=" + RetentionIntegrationTests.POOL,
            "pgweir.own-schema=aging_own",
            "pgweir.partitions.lock-timeout=100ms",
            "pgweir.partitions.seal-lease=300ms",
            "pgweir.partitions.maintenance-interval=1h",
            "pgweir.partitions.tables.kept.life-cycle.interval=year",
            "pgweir.partitions.tables.kept.life-cycle.make-ahead=0",
            "pgweir.partitions.tables.kept.life-cycle.retention=2y",
            "pgweir.partitions.tables.kept.life-cycle.then=detach",
            "pgweir.partitions.tables.dropped.life-cycle.interval=100",
            "pgweir.partitions.tables.dropped.life-cycle.make-ahead=1",
            "pgweir.partitions.tables.dropped.life-cycle.retention=100",
            "pgweir.partitions.tables.dropped.life-cycle.then=drop",
            "pgweir.partitions.tables.closed.life-cycle.interval=year",
            "pgweir.partitions.tables.closed.life-cycle.make-ahead=0",
            "pgweir.partitions.tables.closed.life-cycle.retention=2y",
            "pgweir.partitions.tables.closed.life-cycle.then=seal",
        })
class RetentionIntegrationTests {

    static final int POOL = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final OwnedSchema SCHEMA = new OwnedSchema("aging");

    private final MaintenanceSchedule schedule;
    private final ScheduledUpkeep upkeep;
    private final OwnSchema schema;
    private final DataSource dataSource;

    @Autowired
    RetentionIntegrationTests(
            MaintenanceSchedule schedule, ScheduledUpkeep upkeep, OwnSchema schema, DataSource dataSource) {
        this.schedule = schedule;
        this.upkeep = upkeep;
        this.schema = schema;
        this.dataSource = dataSource;
    }

    @BeforeAll
    static void createSchema() {
        SCHEMA.create();
        createTables();
    }

    @AfterAll
    static void dropSchema() {
        SCHEMA.drop();
    }

    /** No run but the tests' own comes upon these tables: one that the schedule has begun has ended before another may begin. */
    @BeforeEach
    void begin() {
        await().atMost(PATIENCE).until(schema::isReady);
        schedule.stop();
        run();
        createTables();
        SCHEMA.execute("TRUNCATE aging_own.retiring_partition, aging_own.sealed_partition");
    }

    private static void createTables() {
        SCHEMA.execute(
                "DROP TABLE IF EXISTS kept, kept_old, dropped, dropped_0, dropped_100, closed CASCADE",
                "CREATE TABLE kept (at date) PARTITION BY RANGE (at)",
                "CREATE TABLE kept_old PARTITION OF kept FOR VALUES FROM ('2001-01-01') TO ('2002-01-01')",
                "CREATE TABLE kept_new PARTITION OF kept FOR VALUES FROM ('2002-01-01') TO ('9000-01-01')",
                "INSERT INTO kept VALUES ('2001-02-02'), ('2002-02-02')",
                "CREATE TABLE dropped (n int) PARTITION BY RANGE (n)",
                "CREATE TABLE dropped_0 PARTITION OF dropped FOR VALUES FROM (0) TO (100)",
                "CREATE TABLE dropped_100 PARTITION OF dropped FOR VALUES FROM (100) TO (200)",
                "CREATE TABLE dropped_200 PARTITION OF dropped FOR VALUES FROM (200) TO (300)",
                "INSERT INTO dropped VALUES (0), (100)",
                "CREATE TABLE closed (at date) PARTITION BY RANGE (at)",
                "CREATE TABLE closed_old PARTITION OF closed FOR VALUES FROM ('2001-01-01') TO ('2002-01-01')",
                "CREATE TABLE closed_new PARTITION OF closed FOR VALUES FROM ('2002-01-01') TO ('9000-01-01')");
    }

    /** One of another gateway may just be running. */
    private ScheduledUpkeep.Result.Ended run() {
        return (ScheduledUpkeep.Result.Ended)
                await().until(upkeep::run, ScheduledUpkeep.Result.Ended.class::isInstance);
    }

    @Test
    void detachesWhatIsOldAndKeepsIt() {
        run();

        assertThat(SCHEMA.names("kept")).containsExactly("kept_new");
        assertThat(SCHEMA.strings("SELECT at FROM kept_old")).containsExactly("2001-02-02");
    }

    @Test
    void dropsWhatLiesFarBehindTheNewestRow() {
        SCHEMA.execute("INSERT INTO dropped VALUES (250)");
        run();

        assertThat(SCHEMA.names("dropped")).containsExactly("dropped_100", "dropped_200", "dropped_300");
        assertThat(SCHEMA.strings("SELECT 'is there' WHERE to_regclass('dropped_0') IS NOT NULL"))
                .isEmpty();
    }

    @Test
    void sealsWhatIsOldOnceAndForAll() {
        run();
        assertThat(sealed()).containsExactly("closed_old");

        run();
        assertThat(sealed()).containsExactly("closed_old");
    }

    private static List<String> sealed() {
        return SCHEMA.strings("SELECT relation FROM aging_own.sealed_partition WHERE unsealing_at IS NULL");
    }

    @Test
    void unsealsBeforeItDetaches() {
        var seal = SealStatements.in("aging_own").seal("kept", new QualifiedName("aging", "kept_old"));
        SCHEMA.execute(seal.statements().toArray(String[]::new));

        assertThat(run().again()).isPresent();
        assertThat(SCHEMA.names("kept")).contains("kept_old");
        assertThat(sealed()).doesNotContain("kept_old");

        await().untilAsserted(() -> {
            run();
            assertThat(SCHEMA.names("kept")).containsExactly("kept_new");
        });
        SCHEMA.execute("INSERT INTO kept_old VALUES ('2001-03-03')");
    }

    @Test
    void finishesADetachThatAReaderHadHeldUp() throws SQLException {
        try (var reader = TestCluster.shared().connect("primary");
                var statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("SELECT FROM aging.kept");

            assertThat(run().delayed()).isTrue();
            assertThat(SCHEMA.strings("SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhdetachpending"))
                    .containsExactly("kept_old");
            assertThat(run().delayed()).isTrue();
            reader.rollback();
        }
        // Any transaction that had begun before, also the server's own, holds the end up.
        await().until(() -> !run().delayed());
        assertThat(SCHEMA.strings("SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhdetachpending"))
                .isEmpty();
        assertThat(SCHEMA.strings("SELECT at FROM kept_old")).containsExactly("2001-02-02");
        assertThat(SCHEMA.strings("SELECT relation FROM aging_own.retiring_partition"))
                .isEmpty();
    }

    @Test
    void dropsWhatAnEndedGatewayHadDetachedForIt() {
        var detach = RetireStatements.in("aging_own")
                .detach(new QualifiedName("aging", "dropped"), new QualifiedName("aging", "dropped_0"), true);
        SCHEMA.execute(detach.statements().toArray(String[]::new));
        assertThat(SCHEMA.strings("SELECT n FROM dropped_0")).containsExactly("0");

        run();
        assertThat(SCHEMA.strings("SELECT 'is there' WHERE to_regclass('dropped_0') IS NOT NULL"))
                .isEmpty();
        assertThat(SCHEMA.strings("SELECT relation FROM aging_own.retiring_partition"))
                .isEmpty();
    }

    @Test
    void dropsNothingThatIsStillAttached() {
        SCHEMA.execute("INSERT INTO aging_own.retiring_partition VALUES ('aging.dropped_100', 'dropped', true)");

        run();
        assertThat(SCHEMA.names("dropped")).contains("dropped_100");
        assertThat(SCHEMA.strings("SELECT relation FROM aging_own.retiring_partition"))
                .isEmpty();
    }

    @Test
    void leavesTheConnectionsAsTheyWere() throws SQLException {
        run();

        List<Connection> all = new ArrayList<>();
        try {
            for (var i = 0; i < POOL; i++) {
                all.add(dataSource.getConnection());
                try (var statement = all.getLast().createStatement();
                        var session = statement.executeQuery(
                                "SELECT current_setting('lock_timeout'), current_setting('statement_timeout')")) {
                    assertThat(session.next()).isTrue();
                    assertThat(session.getString(1)).isEqualTo("0");
                    assertThat(session.getString(2)).isEqualTo("30s");
                }
            }
        } finally {
            for (var connection : all) {
                connection.close();
            }
        }
        assertThat(SCHEMA.strings(
                        "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND classid = hashtext('pgweir')::oid"))
                .isEmpty();
    }

    @Test
    void skipsARunWhileAnotherGatewayDoesIt() throws SQLException {
        try (var other = TestCluster.shared().connect("primary");
                var statement = other.createStatement()) {
            await().until(() -> {
                var result = statement.executeQuery(
                        "SELECT pg_try_advisory_lock(hashtext('pgweir'), hashtext('partitions'))");
                return result.next() && result.getBoolean(1);
            });

            assertThat(upkeep.run()).isInstanceOf(ScheduledUpkeep.Result.Skipped.class);
        }
        assertThat(SCHEMA.names("kept")).contains("kept_old");
    }
}
