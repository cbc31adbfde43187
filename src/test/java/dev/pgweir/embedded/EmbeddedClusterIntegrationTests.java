package dev.pgweir.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class EmbeddedClusterIntegrationTests {

    private final TestCluster cluster = TestCluster.shared();

    @Test
    void runsAPrimaryAndItsReplicas() {
        assertThat(cluster.nodes())
                .extracting(node -> node.name() + " in recovery: " + isInRecovery(node.name()))
                .containsExactly(
                        "primary in recovery: false", "replica-1 in recovery: true", "replica-2 in recovery: true");
    }

    private boolean isInRecovery(String node) {
        return cluster.query(node, "SELECT pg_is_in_recovery()", Boolean.class);
    }

    @Test
    void streamsEachReplicaThroughASlotOfItsOwn() {
        assertThat(cluster.query("primary", """
                        SELECT string_agg(application_name || ' ' || state || ' ' || slot_name, ', ' ORDER BY slot_name)
                        FROM pg_stat_replication JOIN pg_replication_slots ON pid = active_pid""", String.class))
                .isEqualTo("replica-1 streaming replica_1, replica-2 streaming replica_2");
    }

    @Test
    void showsOnTheReplicasWhatThePrimaryWrote() {
        cluster.execute("CREATE TABLE written (word text)", "INSERT INTO written VALUES ('hello')");
        try {
            cluster.awaitReplay();
            assertThat(List.of("replica-1", "replica-2"))
                    .allSatisfy(replica -> assertThat(cluster.query(replica, "SELECT word FROM written", String.class))
                            .isEqualTo("hello"));
        } finally {
            cluster.execute("DROP TABLE written");
        }
    }

    @Test
    void loadsSalesAndUsersDerivedFromTpch() {
        assertThat(count("sales")).isEqualTo(15_000);
        assertThat(count("users")).isEqualTo(1_500);
        assertThat(count("sales WHERE order_date = '2020-02-29'")).isPositive();
        assertThat(count("sales WHERE order_date = '2024-02-29'")).isPositive();
    }

    @Test
    void keepsEachYearInItsPartition() {
        assertThat(count("sales WHERE tableoid::regclass::text <> 'sales_' || extract(year FROM order_date)"))
                .isZero();
        assertThat(count("pg_inherits WHERE inhparent = 'sales'::regclass"))
                .isEqualTo(cluster.query("primary", "SELECT extract(year FROM current_date) + 1 - 2019", Long.class));
    }

    private Long count(String from) {
        return cluster.query("replica-2", "SELECT count(*) FROM " + from, Long.class);
    }

    @Test
    void givesNewRowsAnIdBeyondTheLoadedOnes() throws SQLException {
        try (var connection = cluster.connect("primary");
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            var loaded = cluster.query("primary", "SELECT max(order_id) FROM sales", Long.class);
            statement.execute(
                    "INSERT INTO sales (order_date, order_amount) VALUES ('2024-05-05', 1) RETURNING order_id");
            try (var row = statement.getResultSet()) {
                row.next();
                assertThat(row.getLong(1)).isGreaterThan(loaded);
            }
            connection.rollback();
        }
    }

    @Test
    void letsTheGatewayUseTablesThatTheSuperuserMakes() {
        var gateway = gateway();
        cluster.execute("CREATE TABLE later (id serial, word text)");
        try {
            gateway.sql("INSERT INTO later (word) VALUES ('a')").update();
            gateway.sql("UPDATE later SET word = 'b'").update();
            assertThat(gateway.sql("DELETE FROM later WHERE word = 'b'").update())
                    .isOne();
        } finally {
            cluster.execute("DROP TABLE later");
        }
    }

    @Test
    void letsTheGatewayOwnTheSampleTablesAndTheirPartitions() {
        assertThat(cluster.query("primary", """
                        SELECT bool_and(relowner = 'pgweir'::regrole) AND count(*) > 7 FROM pg_class
                        WHERE oid = 'users'::regclass OR oid IN (SELECT relid FROM pg_partition_tree('sales'))
                        """, Boolean.class)).isTrue();
        var gateway = gateway();
        gateway.sql("CREATE TABLE sales_1999 PARTITION OF sales FOR VALUES FROM ('1999-01-01') TO ('2000-01-01')")
                .update();
        gateway.sql("DROP TABLE sales_1999").update();
    }

    @Test
    void letsTheGatewayMonitorTheCluster() {
        assertThat(gateway().sql("""
                        SELECT system_identifier > 0 AND timeline_id = 1
                               AND pg_walfile_name(pg_current_wal_lsn()) IS NOT NULL
                               AND (SELECT count(flush_lsn) = 2 FROM pg_stat_replication)
                        FROM pg_control_system(), pg_control_checkpoint(), pg_control_recovery()""").query(Boolean.class).single()).isTrue();
    }

    private JdbcClient gateway() {
        var node = cluster.node("primary");
        return JdbcClient.create(new DriverManagerDataSource(
                node.url(), node.credentials().username(), node.credentials().password()));
    }
}
