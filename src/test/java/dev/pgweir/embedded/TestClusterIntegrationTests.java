package dev.pgweir.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.SocketTimeoutException;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The faults that other tests rely on are real. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TestClusterIntegrationTests {

    private final TestCluster cluster = TestCluster.start(1);

    @AfterAll
    void close() {
        cluster.close();
    }

    @Test
    void freezesAndThawsANode() throws SQLException {
        cluster.freeze("replica-1");
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(this::connectImpatiently)
                .withCauseInstanceOf(SocketTimeoutException.class);
        cluster.thaw("replica-1");
        connectImpatiently();
    }

    private void connectImpatiently() throws SQLException {
        var node = cluster.node("replica-1");
        DriverManager.getConnection(
                        node.url() + "?socketTimeout=1", node.credentials().username(), "")
                .close();
    }

    @Test
    void killsAndRestartsANode() throws SQLException {
        try (var connection = cluster.connect("replica-1")) {
            cluster.kill("replica-1");
            assertThat(connection.isValid(1)).isFalse();
        }
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> cluster.connect("replica-1"))
                .withMessageContaining("refused");
        cluster.restart("replica-1");
        cluster.awaitReplay();
        assertThat(cluster.query("replica-1", "SELECT pg_is_in_recovery()", Boolean.class))
                .isTrue();
    }
}
