package dev.pgweir.routing.reset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pgweir.embedded.TestCluster;
import dev.pgweir.request.Caller;
import dev.pgweir.request.Deadline;
import dev.pgweir.request.RequestContext;
import dev.pgweir.routing.role.ActingRole;
import dev.pgweir.routing.role.RoleConnection;
import dev.pgweir.routing.role.RoleLost;
import dev.pgweir.routing.role.RolePolicy;
import dev.pgweir.testing.TestRequests;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** Statements on a connection of the superuser, which has to be another role for its callers. */
class RoleOfReadsIntegrationTests {

    private static final String WHO = "SELECT current_user || ' ' || current_setting('app.who', true)";
    private static final RolePolicy ROLES = new RolePolicy(true, Optional.empty(), _ -> Map.of());
    private static final RequestContext ALICE = new RequestContext(
            new Caller.InRole("alice", "reads_alice", false, Map.of("app.who", "alice"), Set.of()),
            "users",
            Deadline.in(Duration.ofMinutes(1)),
            TestRequests.client());

    private Connection server;
    private TracelessReads reads;
    private RoleConnection writes;

    @BeforeAll
    static void makeRole() {
        TestCluster.shared().execute("CREATE ROLE reads_alice");
    }

    @AfterAll
    static void dropRole() {
        TestCluster.shared().execute("DROP ROLE reads_alice");
    }

    @BeforeEach
    void open() throws SQLException {
        server = TestCluster.shared().connect("primary");
        reads = new TracelessReads(server, new ActingRole(ROLES), Optional.empty());
        writes = new RoleConnection(server, new ActingRole(ROLES));
    }

    @AfterEach
    void close() throws SQLException {
        server.close();
    }

    @Test
    void runInTheRoleInWhateverWayTheyAreSent() throws SQLException {
        ALICE.call(() -> {
            for (var connection : new Connection[] {reads, writes}) {
                assertThat(prepared(connection)).isEqualTo("reads_alice alice");
                assertThat(plain(connection)).isEqualTo("reads_alice alice");
                connection.setAutoCommit(false);
                assertThat(prepared(connection)).isEqualTo("reads_alice alice");
                assertThat(plain(connection)).isEqualTo("reads_alice alice");
                assertThat(batched(connection)).isEqualTo("reads_alice");
                connection.commit();
                assertThat(plain(connection)).isEqualTo("reads_alice alice");
                connection.rollback();
                connection.setAutoCommit(true);
            }
            return true;
        });
        assertThat(plain(server)).isEqualTo("postgres ");
    }

    @Test
    void takeTheRoleAgainBehindASavepoint() throws SQLException {
        ALICE.call(() -> {
            writes.setAutoCommit(false);
            var savepoint = writes.setSavepoint();
            assertThat(plain(writes)).isEqualTo("reads_alice alice");
            writes.rollback(savepoint);
            assertThat(plain(writes)).isEqualTo("reads_alice alice");
            writes.rollback();
            return true;
        });
    }

    @Test
    void runForNobodyAsNobody() {
        assertThatExceptionOfType(Caller.NoCaller.class).isThrownBy(() -> prepared(reads));
        assertThatExceptionOfType(Caller.NoCaller.class).isThrownBy(() -> plain(writes));
    }

    @Test
    void giveNobodyTheDriversConnectionOutsideATransaction() throws SQLException {
        ALICE.call(() -> {
            assertThatExceptionOfType(SQLFeatureNotSupportedException.class)
                    .isThrownBy(() -> reads.unwrap(PGConnection.class));
            assertThatExceptionOfType(SQLFeatureNotSupportedException.class)
                    .isThrownBy(() -> writes.unwrap(PGConnection.class));
            return true;
        });
    }

    /** The driver asks for the type of such a bind once the statement is prepared, and ends the message in front of the query. */
    @Test
    void showNothingWhereABindWithoutATypeHasEndedTheRole() throws SQLException {
        ALICE.call(() -> {
            assertThatExceptionOfType(RoleLost.class).isThrownBy(() -> {
                for (var i = 0; i < 20; i++) {
                    try (var statement =
                            reads.preparePlain("SELECT current_user::text || name FROM users WHERE user_id = ?")) {
                        statement.setObject(1, "1", Types.OTHER);
                        statement.executeQuery();
                    } catch (SQLException failure) {
                        if (failure instanceof RoleLost) {
                            throw failure;
                        }
                        assertThat(failure.getSQLState()).isEqualTo("42501");
                    }
                }
            });
            return true;
        });
        assertThat(server.isClosed()).isTrue();
    }

    private static String prepared(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(WHO + " WHERE ?"); ) {
            statement.setBoolean(1, true);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }

    private static String plain(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(WHO)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** A batch answers nothing, so what ran in it tells the session. */
    private static String batched(Connection connection) throws SQLException {
        try (var statement =
                connection.prepareStatement("DO $$BEGIN PERFORM set_config('app.batch', current_user, true); END$$")) {
            statement.addBatch();
            statement.addBatch();
            assertThat(statement.executeBatch()).containsExactly(0, 0);
        }
        try (Statement statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT current_setting('app.batch')")) {
            rows.next();
            return rows.getString(1);
        }
    }
}
