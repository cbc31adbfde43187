package dev.pgweir.routing.transaction;

import static dev.pgweir.cluster.TestNodes.definition;
import static dev.pgweir.cluster.TestNodes.primary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.pgweir.cluster.FixedCluster;
import dev.pgweir.cluster.Node;
import dev.pgweir.routing.checkout.RecordingJdbc;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class GatedSourceTests {

    private static final Node PRIMARY = new Node(definition("primary"), primary(1, "0/100"));

    private final RecordingJdbc jdbc = new RecordingJdbc();
    private final WriteGate gate =
            new WriteGate(new FixedCluster(PRIMARY), _ -> Optional.of(PRIMARY), Duration.ZERO, 0, _ -> {});

    @Test
    void leavesTheGateWithItsConnection() throws Exception {
        gate.enter();
        var connection = source().getConnection();
        assertThatWritesRun();

        connection.close();

        assertThatNoWriteRuns();
        assertThat(jdbc.calls()).contains("Connection.close[]");
    }

    @Test
    void leavesTheGateOnceHoweverOftenItsConnectionIsClosed() throws Exception {
        gate.enter();
        gate.enter();
        var connection = source().getConnection();
        connection.close();
        connection.close();
        assertThatWritesRun();

        gate.leave();

        assertThatNoWriteRuns();
    }

    @Test
    void leavesTheGateAlsoWhereTheConnectionCannotBeClosed() throws Exception {
        jdbc.answering("close", new SQLException("lost"));
        gate.enter();
        var connection = source().getConnection();

        assertThatExceptionOfType(SQLException.class).isThrownBy(connection::close);

        assertThatNoWriteRuns();
    }

    @Test
    void leavesTheGateWhereThereIsNoConnection() throws Exception {
        jdbc.answering("getConnection", new SQLException("none"));
        gate.enter();

        assertThatExceptionOfType(SQLException.class).isThrownBy(source()::getConnection);

        assertThatNoWriteRuns();
    }

    @Test
    void leavesTheGateForTheThreadThatEnteredIt() throws Exception {
        gate.enter();
        var connection = source().getConnection();

        Thread.ofPlatform()
                .start(() -> {
                    try {
                        connection.close();
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .join();

        assertThatNoWriteRuns();
    }

    private DataSource source() {
        return new GatedSource(jdbc.of(DataSource.class), gate);
    }

    private void assertThatWritesRun() {
        assertThatIllegalStateException().isThrownBy(() -> gate.hold(Duration.ZERO));
    }

    private void assertThatNoWriteRuns() throws InterruptedException {
        gate.hold(Duration.ZERO).close();
    }
}
