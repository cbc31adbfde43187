package dev.pgweir.routing.repeat;

import static java.util.Objects.requireNonNull;

import dev.pgweir.request.LoneReads;
import dev.pgweir.request.RequestContext;
import dev.pgweir.request.Work;
import dev.pgweir.routing.Timing;
import dev.pgweir.routing.checkout.PlainQueries;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementSetter;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Runs each read of one statement on a connection of its own, with {@link Repeat} and {@link Hedge} around it. It tells the data
 * source by the thread's read-only flag that it reads, as a transaction would. Thread-safe.
 */
final class RoutedReads implements LoneReads {

    private final DataSource nodes;
    private final JdbcTemplate transactions;
    private final Repeat repeat;
    private final Hedge hedge;

    /**
     * @param nodes chooses the node of each connection as soon as it is asked for
     * @param transactions runs what belongs to a running transaction
     */
    RoutedReads(DataSource nodes, JdbcTemplate transactions, Repeat repeat, Hedge hedge) {
        this.nodes = nodes;
        this.transactions = transactions;
        this.repeat = repeat;
        this.hedge = hedge;
    }

    @Override
    public <T> T read(Query query, PreparedStatementSetter binds, ResultSetExtractor<T> rows) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            return made(transactions.query(query.sql(), binds, rows));
        }
        Call<T> read = () -> alone(query, binds, rows);
        return Call.unchecked(() -> query.work() == Work.ITEM ? hedge.run(() -> repeat.run(read)) : repeat.run(read));
    }

    private <T> T alone(Query query, PreparedStatementSetter binds, ResultSetExtractor<T> rows) {
        @Nullable Connection connection = null;
        TransactionSynchronizationManager.setCurrentTransactionReadOnly(true);
        RequestContext.current().ifPresent(request -> request.reads(query.work()));
        try {
            connection = nodes.getConnection();
            return alone(prepared(query, connection), binds, rows);
        } catch (SQLException failure) {
            throw translated(query.sql(), failure);
        } finally {
            TransactionSynchronizationManager.setCurrentTransactionReadOnly(false);
            // A read that has its rows is not to fail for that.
            JdbcUtils.closeConnection(connection);
        }
    }

    private static PreparedStatement prepared(Query query, Connection connection) throws SQLException {
        return query.plain() && connection instanceof PlainQueries reads
                ? reads.preparePlain(query.sql())
                : connection.prepareStatement(query.sql());
    }

    private static <T> T alone(PreparedStatement statement, PreparedStatementSetter binds, ResultSetExtractor<T> rows)
            throws SQLException {
        try {
            binds.setValues(statement);
            var result = statement.executeQuery();
            try {
                return rendered(rows, result);
            } finally {
                JdbcUtils.closeResultSet(result);
            }
        } finally {
            JdbcUtils.closeStatement(statement);
        }
    }

    /** The driver has all rows by now: what this takes is the gateway's own time. */
    private static <T> T rendered(ResultSetExtractor<T> rows, ResultSet result) throws SQLException {
        var timing = Timing.current();
        if (timing.isEmpty()) {
            return made(rows.extractData(result));
        }
        var begun = System.nanoTime();
        var made = made(rows.extractData(result));
        timing.get().rendered(System.nanoTime() - begun);
        return made;
    }

    private DataAccessException translated(String sql, SQLException failure) {
        var translated = transactions.getExceptionTranslator().translate("read", sql, failure);
        return translated == null ? new UncategorizedSQLException("read", sql, failure) : translated;
    }

    private static <T> T made(@Nullable T result) {
        return requireNonNull(result, "nothing was made of the rows");
    }
}
