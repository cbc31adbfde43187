package dev.pgweir.routing.position;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pgweir.cluster.FixedCluster;
import dev.pgweir.cluster.LogPosition;
import dev.pgweir.cluster.Lsn;
import dev.pgweir.cluster.Node;
import dev.pgweir.cluster.TestNodes;
import dev.pgweir.embedded.TestCluster;
import dev.pgweir.request.RequestContext;
import dev.pgweir.routing.checkout.Checkout;
import dev.pgweir.routing.session.ConsistencyToken;
import dev.pgweir.routing.session.Session;
import dev.pgweir.routing.session.Session.Consistency;
import dev.pgweir.testing.TestRequests;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommitPositionIntegrationTests {

    private static final TestCluster CLUSTER = TestCluster.shared();
    private static final Node NODE = new Node(TestNodes.definition("primary"), TestNodes.primary(1, "0/1"));

    private final List<ConsistencyToken> tokens = new ArrayList<>();
    private final RequestContext request = TestRequests.within(Duration.ofMinutes(1))
            .with(new Session(Consistency.SESSION, Optional.empty(), Optional.empty(), tokens::add));

    @Test
    void tellsTheSessionWhereItsWriteEnded() throws SQLException {
        try (var connection = positioned("primary", "")) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("CREATE TEMPORARY TABLE committed (id int)");
            request.call(() -> {
                connection.commit();
                return true;
            });
        }

        assertThat(tokens).singleElement().satisfies(token -> {
            assertThat(token.systemIdentifier()).isEqualTo(TestNodes.SYSTEM_IDENTIFIER);
            assertThat(token.written())
                    .map(LogPosition::lsn)
                    .hasValueSatisfying(lsn -> assertThat(lsn).isGreaterThan(Lsn.INVALID));
        });
    }

    @Test
    void runsBehindTheCommitWhatItIsGiven() throws SQLException {
        try (var connection = positioned("primary", "; SELECT set_config('app.behind', 'yes', false)")) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("SELECT set_config('app.behind', 'no', false)");
            connection.commit();

            assertThat(setting(connection)).isEqualTo("yes");
        }
    }

    @Test
    void asksForNothingWhereNothingWasBegun() throws SQLException {
        try (var connection = positioned("primary", "; SELECT 1/0")) {
            connection.setAutoCommit(false);
            connection.commit();
        }

        assertThat(tokens).isEmpty();
    }

    @Test
    void takesNoRollbackOfWhatHasFailedForACommit() throws SQLException {
        try (var connection = positioned("primary", "")) {
            connection.setAutoCommit(false);
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> connection.createStatement().execute("SELECT 1/0"));
            connection.commit();
        }

        assertThat(tokens).isEmpty();
    }

    @Test
    void asksAStandbyForNothing() throws SQLException {
        try (var connection = positioned("replica-1", "; SELECT 1/0")) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("SELECT 1");
            connection.commit();
        }

        assertThat(tokens).isEmpty();
    }

    @Test
    void leavesCommitsOutsideRequestsAlone() throws SQLException {
        var outside = new Checkout(Optional.empty(), new FixedCluster(NODE).topology(), 0);
        try (var connection = CLUSTER.connect("primary")) {
            assertThat(new CommitPosition(() -> "").around(connection, outside)).isSameAs(connection);
        }
    }

    private Connection positioned(String node, String behind) throws SQLException {
        var checkout = new Checkout(Optional.of(request), new FixedCluster(NODE).topology(), 0);
        return new CommitPosition(() -> behind).around(CLUSTER.connect(node), checkout);
    }

    private static String setting(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT current_setting('app.behind')")) {
            rows.next();
            return rows.getString(1);
        }
    }
}
