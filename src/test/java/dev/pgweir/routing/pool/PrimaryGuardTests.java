package dev.pgweir.routing.pool;

import static dev.pgweir.cluster.TestNodes.definition;
import static dev.pgweir.cluster.TestNodes.primary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pgweir.cluster.FixedCluster;
import dev.pgweir.cluster.Node;
import dev.pgweir.routing.checkout.Checkout;
import dev.pgweir.routing.checkout.RecordingJdbc;
import dev.pgweir.routing.load.Loads;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PrimaryGuardTests {

    private final Node node = new Node(definition("db1"), primary(1, "0/1"));
    private final FixedCluster cluster = new FixedCluster(node);
    private final AtomicInteger evictions = new AtomicInteger();
    private final NodeFailures failures =
            new NodeFailures("db1", cluster, new Loads().of(node), evictions::incrementAndGet);
    private final PrimaryGuard guard = new PrimaryGuard(failures);
    private final Checkout checkout = new Checkout(Optional.empty(), cluster.topology(), 0);

    @Test
    void asksAPrimaryNothing() throws SQLException {
        var jdbc = new RecordingJdbc().answering("getParameterStatus", "off");
        var connection = jdbc.connection();

        assertThat(guard.around(connection, checkout)).isSameAs(connection);
        assertThat(jdbc.calls()).containsExactly("Connection.getParameterStatus[in_hot_standby]");
    }

    @Test
    void refusesAStandbyAndReportsIt() {
        var standby = new RecordingJdbc()
                .answering("getParameterStatus", "on")
                .answering("isValid", true)
                .connection();

        assertThatExceptionOfType(SQLTransientConnectionException.class)
                .isThrownBy(() -> guard.around(standby, checkout))
                .satisfies(refusal -> assertThat(refusal.getSQLState()).isEqualTo("08001"));
        assertThat(cluster.suspected()).containsExactly("db1");
        assertThat(failures.count()).isOne();
        assertThat(evictions).hasValue(1);
    }

    @Test
    void refusesAConnectionThatDoesNotAnswerWhetherItsStandbyWasPromoted() {
        var silent = new RecordingJdbc().answering("getParameterStatus", "on").connection();

        assertThatExceptionOfType(SQLTransientConnectionException.class)
                .isThrownBy(() -> guard.around(silent, checkout));
    }
}
