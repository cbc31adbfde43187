package dev.pgweir.routing.reset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pgweir.cluster.FixedCluster;
import dev.pgweir.cluster.Node;
import dev.pgweir.cluster.TestNodes;
import dev.pgweir.embedded.TestCluster;
import dev.pgweir.routing.checkout.Checkout;
import dev.pgweir.routing.load.Loads;
import dev.pgweir.routing.position.SeenPositions;
import dev.pgweir.routing.role.ActingRole;
import dev.pgweir.routing.role.RolePolicy;
import dev.pgweir.routing.session.ConsistencyToken;
import dev.pgweir.routing.session.Session;
import dev.pgweir.routing.session.Session.Consistency;
import dev.pgweir.testing.TestRequests;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TracelessReadsIntegrationTests {

    private static final String SET = "SELECT set_config('app.trace', 'left', false)";
    private static final String LOCK = "SELECT pg_advisory_lock(4713)";
    private static final String WRITE = "UPDATE users SET name = name WHERE user_id = 1";

    private final List<ConsistencyToken> tokens = new ArrayList<>();
    private Connection server;
    private Connection reads;

    /** The ways in which Spring runs a statement. */
    enum Way {
        PREPARED {
            @Override
            void run(Connection connection, String sql) throws SQLException {
                try (var statement = connection.prepareStatement(sql)) {
                    statement.executeQuery();
                }
            }
        },
        PREPARED_FOR_ANY_RESULT {
            @Override
            void run(Connection connection, String sql) throws SQLException {
                try (var statement = connection.prepareStatement(sql)) {
                    statement.execute();
                }
            }
        },
        PREPARED_TO_SCROLL {
            @Override
            void run(Connection connection, String sql) throws SQLException {
                try (var statement = connection.prepareStatement(
                        sql, ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY)) {
                    statement.execute();
                }
            }
        },
        PLAIN {
            @Override
            void run(Connection connection, String sql) throws SQLException {
                try (var statement = connection.createStatement()) {
                    statement.execute(sql);
                }
            }
        };

        abstract void run(Connection connection, String sql) throws SQLException;
    }

    @BeforeEach
    void open() throws SQLException {
        server = TestCluster.shared().connect("primary");
        reads = new TracelessReads(server, new ActingRole(RolePolicy.NONE), Optional.empty());
    }

    @AfterEach
    void close() throws SQLException {
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void leaveNothingBehindInWhateverWayTheyRun(Way way) throws SQLException {
        way.run(reads, SET);
        way.run(reads, LOCK);

        assertThat(trace()).isEqualTo("no trace, 0 locks");
    }

    @ParameterizedTest
    @EnumSource
    void leaveNothingBehindOfATransaction(Way way) throws SQLException {
        reads.setAutoCommit(false);
        reads.setReadOnly(true);
        way.run(reads, SET);
        way.run(reads, LOCK);
        reads.commit();
        reads.setAutoCommit(true);

        assertThat(trace()).isEqualTo("no trace, 0 locks");
    }

    @ParameterizedTest
    @EnumSource
    void writeNothingAndGoOnAfterwards(Way way) throws SQLException {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> way.run(reads, WRITE))
                .withMessageContaining("read-only transaction");

        way.run(reads, SET);
        assertThat(trace()).isEqualTo("no trace, 0 locks");
    }

    @Test
    void answerTheRowsOfTheQueryAlone() throws SQLException {
        try (var statement = reads.prepareStatement("SELECT generate_series(1, 3)");
                var rows = statement.executeQuery()) {
            for (var i = 1; i <= 3; i++) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(i);
            }
            assertThat(rows.next()).isFalse();
        }
    }

    @Test
    void tellTheSessionWhatTheyHaveSeenInATransactionAndOutside() throws SQLException {
        var positioned = new TracelessReads(server, new ActingRole(RolePolicy.NONE), positions());

        Way.PREPARED.run(positioned, "SELECT 1");
        assertThat(tokens).hasSize(1);

        positioned.setAutoCommit(false);
        Way.PREPARED.run(positioned, "SELECT 1");
        assertThat(tokens).hasSize(2);
        positioned.commit();
        assertThat(tokens).hasSize(3);
    }

    @Test
    void runAgainWhatASessionHasPreparedBeforeATableChanged() throws SQLException {
        server.createStatement().execute("CREATE TEMPORARY TABLE outgrown (a int)");
        for (var i = 0; i < 10; i++) {
            Way.PREPARED.run(reads, "SELECT * FROM outgrown");
        }
        server.createStatement().execute("ALTER TABLE outgrown ADD b int");

        Way.PREPARED.run(reads, "SELECT * FROM outgrown");
    }

    @Test
    void tellTheSessionWhatAPlainQueryHasSeen() throws SQLException {
        var positioned = new TracelessReads(server, new ActingRole(RolePolicy.NONE), positions());

        assertThat(plain(positioned, "SELECT 7")).isEqualTo("7");
        assertThat(tokens).hasSize(1);
        assertThat(plain(new TracelessReads(server, new ActingRole(RolePolicy.NONE), Optional.empty()), "SELECT 8"))
                .isEqualTo("8");
        assertThat(tokens).hasSize(1);
    }

    @Test
    void goOnBehindAPlainQueryThatFails() {
        var positioned = new TracelessReads(server, new ActingRole(RolePolicy.NONE), positions());

        assertThatExceptionOfType(SQLException.class).isThrownBy(() -> plain(positioned, "SELECT 1 / 0"));

        assertThatCode(() -> plain(positioned, "SELECT 7")).doesNotThrowAnyException();
        assertThat(tokens).hasSize(1);
    }

    @Test
    void runAPlainQueryAgainThatWasPreparedBeforeATableChanged() throws SQLException {
        server.createStatement().execute("CREATE TEMPORARY TABLE outgrown (a int)");
        var positioned = new TracelessReads(server, new ActingRole(RolePolicy.NONE), positions());
        server.createStatement().execute("INSERT INTO outgrown VALUES (7)");
        for (var i = 0; i < 10; i++) {
            plain(positioned, "SELECT * FROM outgrown");
        }
        server.createStatement().execute("ALTER TABLE outgrown ADD b int");

        assertThat(plain(positioned, "SELECT * FROM outgrown")).isEqualTo("7");
    }

    private static String plain(TracelessReads reads, String sql) throws SQLException {
        try (var statement = reads.preparePlain(sql);
                var rows = statement.executeQuery()) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** Its text is the driver's, and has no place for a transaction. */
    @Test
    void callFunctionsBySelectOnly() {
        assertThatExceptionOfType(SQLFeatureNotSupportedException.class)
                .isThrownBy(() -> reads.prepareCall("{call now()}"));
    }

    private Optional<SeenPositions> positions() {
        var node = new Node(TestNodes.definition("primary"), TestNodes.primary(1, "0/1"));
        var request = TestRequests.within(Duration.ofMinutes(1))
                .with(new Session(Consistency.SESSION, Optional.empty(), Optional.empty(), tokens::add));
        var checkout = new Checkout(Optional.of(request), new FixedCluster(node).topology(), 0);
        return SeenPositions.wanted("primary", new Loads().of(node), checkout);
    }

    private String trace() throws SQLException {
        try (var statement = server.createStatement();
                var rows = statement.executeQuery("""
                        SELECT coalesce(nullif(current_setting('app.trace', true), ''), 'no trace') || ', '
                            || (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid())
                            || ' locks'""")) {
            rows.next();
            return rows.getString(1);
        }
    }
}
