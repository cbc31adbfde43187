package dev.pgweir.routing.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.pgweir.cluster.FixedCluster;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class StatementLogTests {

    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.pgweir.routing.statements");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Checkout checkout = new Checkout(Optional.empty(), new FixedCluster().topology(), 0);
    private final StatementLog log = new StatementLog("replica-1");

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stop() {
        logger.setLevel(null);
        logger.detachAppender(lines);
    }

    @Test
    void leavesConnectionsAloneUnlessItIsWanted() {
        var connection = new RecordingJdbc().connection();

        assertThat(log.around(connection, checkout)).isSameAs(connection);
    }

    @Test
    void showsEachTextWithItsNode() throws SQLException {
        logger.setLevel(Level.DEBUG);
        var jdbc = new RecordingJdbc();
        var connection = log.around(jdbc.connection(), checkout);

        connection.prepareStatement("SELECT 1").executeQuery();
        connection.prepareCall("CALL f()");
        connection.createStatement().execute("SELECT 2");
        connection.commit();

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("node=replica-1 SELECT 1", "node=replica-1 CALL f()", "node=replica-1 SELECT 2");
        assertThat(jdbc.calls()).contains("Statement.execute[SELECT 2]", "Connection.commit[]");
    }
}
