package dev.pgweir.routing.pool;

import dev.pgweir.postgres.SqlState;
import dev.pgweir.routing.checkout.Checkout;
import dev.pgweir.routing.checkout.CheckoutStep;
import dev.pgweir.routing.connect.Standby;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/**
 * Refuses the connection of a standby to what needs the primary, whatever the last probe said of the node.
 */
record PrimaryGuard(NodeFailures failures) implements CheckoutStep {

    private static final int VALIDATION_SECONDS = 1;

    /** A standby counts as a lost node: whatever may be repeated is run again elsewhere. */
    @Override
    public Connection around(Connection connection, Checkout checkout) throws SQLException {
        if (Standby.isBehind(connection) && isStandbyStill(connection)) {
            failures.writeRefused("it is a standby");
            throw new SQLTransientConnectionException(
                    "the node thought to be the primary is a standby", SqlState.UNABLE_TO_CONNECT);
        }
        return connection;
    }

    /** A connection older than its server's promotion learns of it with the answer to its next message. */
    private static boolean isStandbyStill(Connection connection) throws SQLException {
        return !connection.isValid(VALIDATION_SECONDS) || Standby.isBehind(connection);
    }
}
