package dev.pgweir.routing.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.pgweir.embedded.TestCluster;
import dev.pgweir.request.Cancellation;
import dev.pgweir.testing.TestRequests;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;

class HeldConnectionIntegrationTests {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration OVER = Duration.ofMillis(-1);
    private static final HikariDataSource POOL = new HikariDataSource();

    private final List<HeldConnection> released = new ArrayList<>();

    @BeforeAll
    static void open() {
        var primary = TestCluster.shared().node("primary");
        POOL.setJdbcUrl(primary.url());
        POOL.setUsername(primary.credentials().username());
        POOL.setPassword(primary.credentials().password());
        POOL.setMaximumPoolSize(1);
        POOL.setConnectionInitSql("CREATE TEMPORARY TABLE held_row (id int)");
    }

    @AfterAll
    static void close() {
        POOL.close();
    }

    @Test
    void commitsWhileItsRequestHasTime() throws SQLException {
        try (var held = held(LONG)) {
            held.setAutoCommit(false);
            insert(held);
            held.commit();
            assertThat(held.cancelIfOver()).isEmpty();
        }
        try (var later = held(LONG)) {
            assertThat(rows(later)).isOne();
            later.createStatement().execute("TRUNCATE held_row");
        }
    }

    @Test
    void refusesToCommitOnceItIsCancelled() throws SQLException {
        try (var held = held(OVER)) {
            held.setAutoCommit(false);
            insert(held);

            assertThat(held.cancelIfOver()).contains(Cancellation.DEADLINE);

            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(held::commit)
                    .satisfies(refusal -> assertThat(refusal.getSQLState()).isEqualTo("57014"));
            held.setAutoCommit(true);
            // The signal takes its own way to the server, and may come late enough to hit this.
            await().ignoreException(PSQLException.class)
                    .untilAsserted(() -> assertThat(rows(held)).isZero());
        }
    }

    @Test
    void goesBackToItsPoolUnlessItWasCancelled() throws SQLException {
        var backend = backendOf(held(LONG));
        assertThat(backendOf(held(LONG))).isEqualTo(backend);

        var cancelled = held(OVER);
        cancelled.cancelIfOver();
        cancelled.close();

        assertThat(backendOf(held(LONG))).isNotEqualTo(backend);
    }

    @Test
    void isSignalledNoMoreOnceItIsReleased() throws SQLException {
        var held = held(OVER);
        held.close();

        assertThat(held.cancelIfOver()).isEmpty();
        assertThat(released).containsExactly(held);
    }

    @Test
    void isBrokenWhereItDoesNotHeedTheDeadline() throws SQLException {
        try (var held = held(Duration.ofSeconds(-3))) {
            held.abandonIfDeaf();

            await().until(() -> !held.isValid(1));
        }
    }

    private HeldConnection held(Duration deadline) throws SQLException {
        var pooled = new PooledConnection(POOL.getConnection(), POOL, (_, _, _) -> {});
        return new HeldConnection(pooled, TestRequests.within(deadline), released::add);
    }

    private static void insert(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("INSERT INTO held_row VALUES (1)");
        }
    }

    private static int rows(Connection connection) throws SQLException {
        return number(connection, "SELECT count(*) FROM held_row");
    }

    private static int backendOf(Connection connection) throws SQLException {
        try (connection) {
            return number(connection, "SELECT pg_backend_pid()");
        }
    }

    private static int number(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
