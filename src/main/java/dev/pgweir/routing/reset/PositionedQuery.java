package dev.pgweir.routing.reset;

import dev.pgweir.routing.checkout.DelegatingPreparedStatement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A query within a transaction, behind which the log position is asked for. */
final class PositionedQuery extends DelegatingPreparedStatement {

    private final TracelessReads reads;

    PositionedQuery(PreparedStatement statement, TracelessReads reads) {
        super(statement);
        this.reads = reads;
    }

    @Override
    public ResultSet executeQuery() throws SQLException {
        delegate().execute();
        return reads.rows(delegate());
    }
}
