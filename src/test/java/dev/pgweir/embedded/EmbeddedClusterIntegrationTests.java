package dev.pgweir.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EmbeddedClusterIntegrationTests {

    private final TestCluster cluster = TestCluster.shared();

    @Test
    void runsAPrimaryAndItsReplicas() {
        assertThat(cluster.nodes())
                .extracting(node -> node.name() + " in recovery: "
                        + cluster.query(node.name(), "SELECT pg_is_in_recovery()", Boolean.class))
                .containsExactly(
                        "primary in recovery: false", "replica-1 in recovery: true", "replica-2 in recovery: true");
    }

    @Test
    void loadsTheSampleData() {
        assertThat(cluster.query("replica-2", "SELECT count(*) FROM sales", Long.class))
                .isEqualTo(15_000);
        assertThat(cluster.query("replica-2", "SELECT count(*) FROM users", Long.class))
                .isEqualTo(1_500);
    }
}
