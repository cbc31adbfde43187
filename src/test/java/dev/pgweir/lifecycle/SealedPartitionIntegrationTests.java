package dev.pgweir.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.testing.GatewayTest;
import dev.pgweir.testing.OwnedSchema;
import java.io.StringReader;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** The database itself refuses to write to a sealed partition, however it is told to. */
@GatewayTest
@TestPropertySource(properties = {"pgweir.schema=closed", "pgweir.own-schema=closed_own"})
class SealedPartitionIntegrationTests {

    private static final OwnedSchema SCHEMA = new OwnedSchema("closed");
    private static final String SEALED = "PW001";

    private final LifeCycle lifeCycle;

    @Autowired
    SealedPartitionIntegrationTests(LifeCycle lifeCycle) {
        this.lifeCycle = lifeCycle;
    }

    @BeforeAll
    static void createTable() {
        SCHEMA.create(
                "CREATE TABLE t (id int, at date, note text, PRIMARY KEY (id, at)) PARTITION BY RANGE (at)",
                "CREATE TABLE t_old PARTITION OF t FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')",
                "CREATE TABLE t_new PARTITION OF t FOR VALUES FROM ('2021-01-01') TO ('2022-01-01')",
                "INSERT INTO t VALUES (1, '2020-02-02'), (2, '2021-02-02')");
    }

    @AfterAll
    static void dropTable() {
        SCHEMA.drop();
    }

    @BeforeEach
    void seal() throws InterruptedException {
        lifeCycle.seal("t", "t_old", false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO t VALUES (3, '2020-03-03')",
                "INSERT INTO t_old VALUES (3, '2020-03-03')",
                "INSERT INTO t VALUES (1, '2020-02-02') ON CONFLICT (id, at) DO UPDATE SET note = 'x'",
                "INSERT INTO t VALUES (1, '2020-02-02') ON CONFLICT DO NOTHING",
                "INSERT INTO t VALUES (9, '2021-03-03'), (3, '2020-03-03')",
                "UPDATE t SET note = 'x' WHERE at = '2020-02-02'",
                "UPDATE t SET note = 'x'",
                "UPDATE t_old SET note = 'x'",
                "UPDATE t SET at = '2021-03-03' WHERE id = 1",
                "UPDATE t SET at = '2020-03-03' WHERE id = 2",
                "DELETE FROM t WHERE at = '2020-02-02'",
                "DELETE FROM t_old",
                "MERGE INTO t USING (VALUES (1)) s (id) ON t.id = s.id WHEN MATCHED THEN UPDATE SET note = 'x'",
                "MERGE INTO t USING (VALUES (1)) s (id) ON t.id = s.id WHEN MATCHED THEN DELETE",
                "TRUNCATE t",
                "TRUNCATE t_old",
            })
    void refusesToWrite(String sql) throws SQLException {
        assertRefused(sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO t VALUES (4, '2021-03-03')",
                "UPDATE t SET note = 'x' WHERE at >= '2021-01-01'",
                "DELETE FROM t WHERE id = 2",
                "TRUNCATE t_new",
            })
    void takesWritesToOtherPartitions(String sql) throws SQLException {
        try (var connection = TestCluster.shared().connect("primary");
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SET search_path TO closed");
            statement.execute(sql);
            connection.rollback();
        }
    }

    @Test
    void refusesToCopy() throws SQLException {
        try (var connection = TestCluster.shared().connect("primary");
                var statement = connection.createStatement()) {
            statement.execute("SET search_path TO closed");
            var copy = connection.unwrap(PGConnection.class).getCopyAPI();
            assertThatThrownBy(() -> copy.copyIn("COPY t (id, at) FROM STDIN", new StringReader("3\t2020-03-03\n")))
                    .hasFieldOrPropertyWithValue("SQLState", SEALED);
        }
    }

    @Test
    void refusesWhatIsReplicated() throws SQLException {
        assertRefused("SET session_replication_role = 'replica'; INSERT INTO t VALUES (3, '2020-03-03')");
    }

    private static void assertRefused(String sql) throws SQLException {
        try (var connection = TestCluster.shared().connect("primary");
                var statement = connection.createStatement()) {
            statement.execute("SET search_path TO closed");
            assertThatThrownBy(() -> statement.execute(sql)).hasFieldOrPropertyWithValue("SQLState", SEALED);
        }
        assertThat(SCHEMA.strings("SELECT concat_ws(' ', id, at, note) FROM t_old"))
                .containsExactly("1 2020-02-02");
    }
}
