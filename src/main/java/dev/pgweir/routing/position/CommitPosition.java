package dev.pgweir.routing.position;

import dev.pgweir.cluster.LogPosition;
import dev.pgweir.cluster.Lsn;
import dev.pgweir.cluster.Topology;
import dev.pgweir.routing.checkout.Checkout;
import dev.pgweir.routing.checkout.CheckoutStep;
import dev.pgweir.routing.checkout.DelegatingConnection;
import dev.pgweir.routing.checkout.TracelessTransactions;
import dev.pgweir.routing.connect.Standby;
import dev.pgweir.routing.session.Session;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;
import org.postgresql.PGStatement;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/**
 * Has a request's commit ask in the same message where the log stands then, and tells the session: the position inside the
 * transaction would be too small.
 */
public final class CommitPosition implements CheckoutStep {

    private static final String COMMIT = "COMMIT";

    /** The search path may be that of a function. */
    private static final String POSITION =
            "; SELECT lsn, pg_catalog.pg_walfile_name(lsn) FROM pg_catalog.pg_current_wal_insert_lsn() AS lsn";

    private static final int TIMELINE_DIGITS = 8;
    private static final int HEXADECIMAL = 16;

    private final Supplier<String> behind;
    private volatile long lastSystemIdentifier;

    /** @param behind statements to run behind the COMMIT in the same message, each after a semicolon */
    public CommitPosition(Supplier<String> behind) {
        this.behind = behind;
    }

    @Override
    public Connection around(Connection connection, Checkout checkout) {
        return checkout.request().isPresent()
                ? new CommittingConnection(connection, systemIdentifier(checkout.topology()))
                : connection;
    }

    /** The cluster's, which is remembered while no node answers. */
    private long systemIdentifier(Topology topology) {
        topology.systemIdentifier().ifPresent(known -> lastSystemIdentifier = known);
        return lastSystemIdentifier;
    }

    private final class CommittingConnection extends DelegatingConnection {

        private final long systemIdentifier;

        CommittingConnection(Connection connection, long systemIdentifier) {
            super(connection);
            this.systemIdentifier = systemIdentifier;
        }

        /** Where nothing was begun, or nothing can have been written, there is no position to tell. */
        @Override
        public void commit() throws SQLException {
            var driver = unwrap(BaseConnection.class);
            // On a failed transaction the server would take the text for a rollback, and the driver would not see it.
            if (driver.getTransactionState() != TransactionState.OPEN || Standby.isBehind(delegate())) {
                super.commit();
                return;
            }
            var position = committed();
            super.commit(); // nothing is open any more, which only the pool does not know yet
            if (systemIdentifier != 0) {
                Session.current().ifPresent(session -> session.wrote(systemIdentifier, position));
            }
        }

        private LogPosition committed() throws SQLException {
            try (var statement = prepareStatement(COMMIT + POSITION + behind.get())) {
                // A trigger may have dropped what the session has prepared, but what is committed must not fail for
                // that.
                if (!TracelessTransactions.isRunning()) {
                    statement.unwrap(PGStatement.class).setPrepareThreshold(0);
                }
                statement.execute();
                statement.getMoreResults();
                try (var row = statement.getResultSet()) {
                    row.next();
                    var timeline = row.getString(2).substring(0, TIMELINE_DIGITS);
                    return new LogPosition(
                            Integer.parseUnsignedInt(timeline, HEXADECIMAL), Lsn.parse(row.getString(1)));
                }
            }
        }
    }
}
