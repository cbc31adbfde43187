package dev.pgweir.routing.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.cluster.link.ServerSession;
import dev.pgweir.embedded.TestCluster;
import dev.pgweir.routing.checkout.DelegatingConnection;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** Poolers go on to report of a server what they were told by it first of all. */
class RelayedConnectionIntegrationTests {

    @Test
    void learnsOfThePromotionOfAStandbyThatIsReportedToBeNone() throws SQLException {
        try (var cluster = TestCluster.start(1);
                var direct = cluster.connect("replica-1")) {
            var relayed = new RelayedConnection(new Misreported(direct, "off"), ServerSession.of(direct));
            assertThat(Standby.isBehind(relayed)).isTrue();

            cluster.promote("replica-1");

            assertThat(Standby.isBehind(relayed)).isFalse();
        }
    }

    @Test
    void doesNotTakeAPrimaryForTheStandbyThatItWas() throws SQLException {
        var cluster = TestCluster.shared();
        try (var direct = cluster.connect("primary")) {
            var relayed = new RelayedConnection(new Misreported(direct, "on"), ServerSession.of(direct));

            assertThat(Standby.isBehind(relayed)).isFalse();
        }
    }

    /** Reports the same all the time, whatever the server is. */
    private static final class Misreported extends DelegatingConnection {

        private final String standby;

        Misreported(Connection connection, String standby) {
            super(connection);
            this.standby = standby;
        }

        @Override
        public <T> T unwrap(Class<T> type) throws SQLException {
            return type == PGConnection.class ? type.cast(reporting()) : super.unwrap(type);
        }

        private PGConnection reporting() {
            return (PGConnection) Proxy.newProxyInstance(
                    PGConnection.class.getClassLoader(), new Class<?>[] {PGConnection.class}, (_, _, _) -> standby);
        }
    }
}
