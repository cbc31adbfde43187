package dev.pgweir.resources.run;

import dev.pgweir.postgres.ServerFailure;
import dev.pgweir.postgres.SqlState;
import dev.pgweir.request.RequestContext;
import dev.pgweir.request.Work;
import dev.pgweir.request.WriteTransactions;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.statement.Statement;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementSetter;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;

/**
 * Runs statements in transactions. Where these run is decided below: one that says that it reads goes to a replica, all else goes to
 * the primary. {@link Reads} of one statement need no transaction.
 */
@Component
public class Statements {

    /** Has the server check now what it would check at the commit, where none will come. */
    static final String CHECK_DEFERRED = "SET CONSTRAINTS ALL IMMEDIATE";

    /** Classes of SQLSTATE: rows that come twice, data exceptions, constraints, changes by triggers, a view's check option. */
    private static final List<String> DATA = List.of("21", "22", "23", "27", "44", "P0");

    private final JdbcTemplate jdbc;
    private final WriteTransactions transactions;

    Statements(JdbcTemplate jdbc, WriteTransactions transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /**
     * Runs the statements of a write in one transaction: all, or none where an exception comes out.
     *
     * @param plain whether they all are, see {@link Statement#plain}
     * @param rollback whether to undo them in the end
     */
    public <T> T together(boolean plain, boolean rollback, Supplier<T> steps) {
        return transactions.run(plain, rollback, steps);
    }

    /**
     * Runs the statements of a call that may do what no rollback undoes, in one transaction that is never repeated.
     *
     * @param rollback whether to undo them in the end
     */
    public <T> T once(boolean rollback, Supplier<T> steps) {
        return transactions.runOnce(rollback, steps);
    }

    /** Runs several queries on one node, all of which see the same. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public <T> T onOneSnapshot(Supplier<T> queries) {
        return queries.get();
    }

    /**
     * Runs a query, unless it takes too long.
     *
     * @param patience how long it may take, in whole seconds
     * @return empty where it took longer
     * @throws InvalidRequest where the server cannot read a value that the client gave
     */
    @Transactional(readOnly = true, propagation = Propagation.SUPPORTS)
    public <T> Optional<T> readWithin(Duration patience, Statement statement, ResultSetExtractor<T> rows) {
        PreparedStatementSetter setter = prepared -> {
            Reads.bind(prepared, statement.binds());
            prepared.setQueryTimeout(Math.toIntExact(patience.toSeconds()));
        };
        RequestContext.current().ifPresent(request -> request.reads(Work.COUNT));
        try {
            return Optional.of(
                    blaming(statement, () -> jdbc.query(RouteComment.before(statement.text()), setter, rows)));
        } catch (DataAccessException e) {
            if (ServerFailure.caused(e, SqlState.QUERY_CANCELED)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * Runs a query where writes go, in their transaction if one is running, so that it misses nothing that was written before.
     *
     * @throws InvalidRequest where the server cannot read a value that the client gave
     */
    @Transactional
    public <T> T readOnPrimary(Statement statement, ResultSetExtractor<T> rows) {
        return rows(statement, rows);
    }

    /**
     * Runs a write that answers with rows.
     *
     * @param rollback whether to undo it after the rows were read
     * @throws InvalidRequest where the server cannot read a value that the client gave
     */
    public <T> T write(Statement statement, boolean rollback, ResultSetExtractor<T> rows) {
        return transactions.run(statement.plain(), rollback, () -> {
            var made = rows(statement, rows);
            checkDeferred(rollback);
            return made;
        });
    }

    /**
     * Runs a write that answers with nothing but a count.
     *
     * @param rollback whether to undo it
     * @param check sees the count before anything is committed, and may refuse it by an exception
     * @return how many rows were written
     * @throws InvalidRequest where the server cannot read a value that the client gave
     */
    public long execute(Statement statement, boolean rollback, LongConsumer check) {
        return transactions.run(statement.plain(), rollback, () -> {
            long count = blaming(
                    statement,
                    () -> jdbc.update(
                            RouteComment.before(statement.text()),
                            prepared -> Reads.bind(prepared, statement.binds())));
            check.accept(count);
            checkDeferred(rollback);
            return count;
        });
    }

    /**
     * Tries a write in a transaction of its own, which is undone whatever happens.
     *
     * @return whether the server refused its data
     */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public boolean isRefused(Statement statement) {
        undo(true);
        try {
            jdbc.execute(RouteComment.before(statement.text()), (PreparedStatement prepared) -> {
                Reads.bind(prepared, statement.binds());
                return prepared.execute();
            });
            checkDeferred(true);
            return false;
        } catch (DataAccessException e) {
            if (speaksOfData(e)) {
                return true;
            }
            throw e;
        }
    }

    /** Whether the server refused a value or a row, rather than the statement or the moment. */
    public static boolean speaksOfData(DataAccessException failure) {
        var found = ServerFailure.in(failure);
        return found.isPresent()
                && found.get().isFromServer()
                && (found.get().isRaised() || DATA.stream().anyMatch(found.get()::isOfClass));
    }

    private <T> T rows(Statement statement, ResultSetExtractor<T> rows) {
        return blaming(
                statement,
                () -> jdbc.query(
                        RouteComment.before(statement.text()),
                        prepared -> Reads.bind(prepared, statement.binds()),
                        rows));
    }

    /** Marks the running transaction as one to be rolled back at its end. */
    static void undo(boolean rollback) {
        if (rollback) {
            TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
        }
    }

    private void checkDeferred(boolean rollback) {
        if (rollback) {
            jdbc.execute(CHECK_DEFERRED);
        }
    }

    private static <T> T blaming(Statement statement, Supplier<@Nullable T> run) {
        try {
            return Objects.requireNonNull(run.get(), "nothing was made of the rows");
        } catch (DataAccessException e) {
            throw Reads.blamed(statement, e);
        }
    }
}
