package dev.pgweir.routing.checkout;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/** A connection that can be told of a query that it needs no transaction around it. */
public interface PlainQueries {

    /**
     * Prepares a query outside a transaction that runs nothing but the server's own code. All its binds must have types.
     *
     * @param sql with a placeholder per bind
     */
    PreparedStatement preparePlain(String sql) throws SQLException;
}
