package dev.pgweir.routing.checkout;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * One thing that is done around a connection while a transaction has it. Steps are shared by all transactions; what one needs
 * for a single checkout is in the {@link DelegatingConnection} that it puts around the connection.
 */
@FunctionalInterface
public interface CheckoutStep {

    /**
     * Takes the connection of the step before.
     *
     * @return the connection for the step after: another one around it, or the same where there is nothing to do
     * @throws SQLException if the transaction must not have the connection, which then is given back
     */
    Connection around(Connection connection, Checkout checkout) throws SQLException;
}
