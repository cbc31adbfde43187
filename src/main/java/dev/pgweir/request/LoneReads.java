package dev.pgweir.request;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.PreparedStatementSetter;
import org.springframework.jdbc.core.ResultSetExtractor;

/**
 * Runs reads of one statement, each on a node that may serve it, and again on another where that one is lost. It comes to the same
 * as {@code @Transactional(readOnly = true, propagation = SUPPORTS)} around a {@code JdbcTemplate}, without the price of
 * interception. Thread-safe.
 */
public interface LoneReads {

    /**
     * What is asked.
     *
     * @param sql with a placeholder per bind
     * @param work what it is for; of an {@link Work#ITEM} a second node may be asked, see {@link Hedged}, since every node takes
     *     about as long
     * @param plain whether it surely runs nothing but the server's own code, so that it leaves nothing behind in the session
     */
    record Query(String sql, Work work, boolean plain) {}

    /**
     * Runs a query; within a running transaction, as a part of that.
     *
     * @param binds sets the values of the placeholders, perhaps more than once
     * @param rows makes something of the result, perhaps more than once, and not null
     * @throws DataAccessException where the query fails
     */
    <T> T read(Query query, PreparedStatementSetter binds, ResultSetExtractor<T> rows);
}
