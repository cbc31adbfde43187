package dev.pgweir.routing.reset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pgweir.cluster.link.Pooler;
import dev.pgweir.embedded.TestCluster;
import dev.pgweir.routing.checkout.DelegatingConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.springframework.transaction.support.TransactionSynchronizationManager;

class WriteSessionIntegrationTests {

    private static final SessionSettings SETTINGS = SessionSettings.of(Duration.ZERO, "public", Pooler.NONE);

    private final List<String> sent = new ArrayList<>();
    private Connection server;
    private Connection writes;

    @BeforeEach
    void open() throws SQLException {
        server = TestCluster.shared().connect("primary");
        writes = new WriteSession(new Returned(server), SETTINGS);
    }

    @AfterEach
    void close() throws SQLException {
        TransactionSynchronizationManager.setActualTransactionActive(false);
        server.close();
    }

    /** Stays open when it goes back, as in a pool; notes what is sent to reset it. */
    private class Returned extends DelegatingConnection {

        Returned(Connection connection) {
            super(connection);
        }

        @Override
        public java.sql.Statement createStatement() throws SQLException {
            sent.add("");
            return super.createStatement();
        }

        @Override
        public void close() {}
    }

    @Test
    void goesBackAsItCame() throws SQLException {
        writes.prepareStatement("SET work_mem = '123kB'").execute();
        writes.prepareStatement("SELECT pg_advisory_lock(4714)").execute();
        writes.close();

        assertThat(value("SELECT current_setting('work_mem')")).isNotEqualTo("123kB");
        assertThat(value("SELECT current_setting('TimeZone')")).isEqualTo("UTC");
        assertThat(locks()).isEqualTo("0");
    }

    @Test
    void isLeftAloneWhereNothingWasRun() throws SQLException {
        writes.setAutoCommit(false);
        writes.setAutoCommit(true);
        writes.close();

        assertThat(sent).isEmpty();
    }

    @Test
    void isResetAfterADriverWasAskedFor() throws SQLException {
        assertThat(writes.unwrap(PGConnection.class)).isNotNull();
        writes.close();

        assertThat(sent).hasSize(1);
    }

    @Test
    void undoesWhatATransactionLeavesBesidesItsWrites() throws SQLException {
        TransactionSynchronizationManager.setActualTransactionActive(true);
        writes.setAutoCommit(false);
        writes.prepareStatement("SELECT pg_advisory_lock(4715)").execute();
        writes.rollback();
        assertThat(locks()).isEqualTo("0");
        writes.setAutoCommit(true);
        writes.close();

        assertThat(sent).as("of the rollback alone").hasSize(1);
    }

    /** What a transaction has set stays set, where an error comes behind its COMMIT, and where nobody knows that. */
    @Test
    void isResetWhereACommitHasFailedPerhapsAfterAll() throws SQLException {
        TransactionSynchronizationManager.setActualTransactionActive(true);
        var interrupted = new Returned(server) {
            @Override
            public void commit() throws SQLException {
                super.commit();
                throw new SQLException("canceling statement due to user request", "57014");
            }
        };
        writes = new WriteSession(interrupted, SETTINGS);
        writes.setAutoCommit(false);
        writes.prepareStatement("SET work_mem = '123kB'").execute();

        assertThatExceptionOfType(SQLException.class).isThrownBy(writes::commit);
        writes.rollback();
        writes.setAutoCommit(true);
        writes.close();

        assertThat(value("SELECT current_setting('work_mem')")).isNotEqualTo("123kB");
    }

    @Test
    void rollsBackWhatNobodyHasEnded() throws SQLException {
        writes.setAutoCommit(false);
        writes.prepareStatement("CREATE TEMPORARY TABLE unended (id int)").execute();
        writes.close();

        assertThat(value("SELECT count(*) FROM pg_class WHERE relname = 'unended'"))
                .isEqualTo("0");
    }

    private String locks() throws SQLException {
        return value("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()");
    }

    private String value(String sql) throws SQLException {
        try (var statement = server.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
