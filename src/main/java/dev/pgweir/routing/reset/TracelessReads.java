package dev.pgweir.routing.reset;

import dev.pgweir.routing.position.SeenPositions;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a connection one on which a read neither writes nor leaves anything in the session for the next, whatever functions it
 * calls: each runs in a transaction that is read-only and rolled back. A rollback undoes settings, roles and cursors; advisory locks,
 * which outlive it, are let go of by a statement that also tells the log position. A prepared query outside a transaction brings
 * all of that along in its own message, so that no round trip is added.
 */
public final class TracelessReads {

    private static final Logger log = LoggerFactory.getLogger(TracelessReads.class);

    private static final String BEGIN = "BEGIN READ ONLY";
    private static final String UNLOCK = "SELECT pg_advisory_unlock_all()";
    private static final String UNDO = "ROLLBACK\n; " + UNLOCK;
    private static final String FORGET = "ROLLBACK\n; DEALLOCATE ALL\n; " + UNLOCK;

    private final Connection connection;
    private final Optional<SeenPositions> positions;
    private final String behind;

    /** @param positions told of where the log stood behind each query, if that is wanted */
    public TracelessReads(Connection connection, Optional<SeenPositions> positions) {
        this.connection = connection;
        this.positions = positions;
        this.behind = positions
                .map(seen -> "SELECT " + seen.selected() + ", pg_advisory_unlock_all()")
                .orElse(UNLOCK);
    }

    /** The connection to read from. */
    public Connection proxy() {
        return proxy(Connection.class, (_, method, arguments) -> {
            var one = arguments != null && arguments.length == 1;
            return switch (method.getName()) {
                case "prepareStatement" ->
                    one && arguments[0] instanceof String sql
                            ? prepared(sql)
                            : aside(PreparedStatement.class, invoke(connection, method, arguments));
                case "createStatement" -> aside(Statement.class, invoke(connection, method, arguments));
                case "prepareCall" -> aside(CallableStatement.class, invoke(connection, method, arguments));
                case "commit" -> end(true);
                case "rollback" -> one ? invoke(connection, method, arguments) : end(false);
                default -> invoke(connection, method, arguments);
            };
        });
    }

    private PreparedStatement prepared(String sql) throws SQLException {
        var alone = connection.getAutoCommit();
        var text = alone
                ? BEGIN + "\n; " + sql + "\n; " + behind + "\n; ROLLBACK"
                : positions.map(seen -> sql + "\n; SELECT " + seen.selected()).orElse(sql);
        var statement = connection.prepareStatement(text);
        return proxy(
                PreparedStatement.class,
                (_, method, arguments) -> method.getName().equals("executeQuery") && arguments == null
                        ? query(statement, alone)
                        : otherwise(statement, alone, method, arguments));
    }

    private @Nullable Object otherwise(
            PreparedStatement statement, boolean alone, Method method, Object @Nullable [] arguments) throws Throwable {
        if (!alone || !method.getName().startsWith("execute")) {
            return invoke(statement, method, arguments);
        }
        try {
            var result = invoke(statement, method, arguments);
            return method.getName().equals("execute") ? statement.getMoreResults() : result;
        } catch (SQLException failure) {
            undo(failure, UNDO);
            throw failure;
        }
    }

    private ResultSet query(PreparedStatement statement, boolean alone) throws SQLException {
        if (alone) {
            executeAlone(statement);
            statement.getMoreResults();
        } else if (positions.isEmpty()) {
            return statement.executeQuery();
        } else {
            statement.execute();
        }
        var rows = statement.getResultSet();
        if (positions.isPresent()) {
            statement.getMoreResults(Statement.KEEP_CURRENT_RESULT);
            positions.get().note(statement.getResultSet(), connection);
        }
        return rows;
    }

    /** What was prepared before a table changed, or is gone, is prepared anew, and run again: it has only read. */
    private void executeAlone(PreparedStatement statement) throws SQLException {
        try {
            statement.execute();
        } catch (SQLException failure) {
            var outdated = OutdatedSession.isCauseOf(failure);
            undo(failure, outdated ? FORGET : UNDO);
            if (!outdated) {
                throw failure;
            }
            try {
                statement.execute();
            } catch (SQLException again) {
                undo(again, UNDO);
                throw again;
            }
        }
    }

    /** Statements that are run in another way than by {@code executeQuery} of one text have a transaction around them. */
    private <T extends Statement> T aside(Class<T> type, @Nullable Object statement) {
        return proxy(type, (_, method, arguments) -> {
            if (!method.getName().startsWith("execute") || !connection.getAutoCommit()) {
                return invoke(statement, method, arguments);
            }
            run(BEGIN);
            try {
                var result = invoke(statement, method, arguments);
                run(UNDO);
                return result;
            } catch (SQLException failure) {
                undo(failure, UNDO);
                throw failure;
            }
        });
    }

    /**
     * Ends a transaction, which has nothing to commit. Whoever has his rows, or an error that he is to be told, must not be told
     * instead that the end has failed: he would read again, and send a stream twice.
     */
    private @Nullable Object end(boolean well) throws SQLException {
        if (!connection.isClosed()) {
            try {
                undoTransaction(well);
            } catch (SQLException lost) {
                log.debug("the end of a read failed, and its connection is given up", lost);
                connection.abort(Runnable::run);
            }
        }
        return null;
    }

    private void undoTransaction(boolean well) throws SQLException {
        var state = connection.unwrap(BaseConnection.class).getTransactionState();
        if (state == TransactionState.OPEN && well && positions.isPresent()) {
            try (var statement = connection.createStatement()) {
                statement.execute("ROLLBACK\n; " + behind);
                statement.getMoreResults();
                positions.get().note(statement.getResultSet(), connection);
            }
        } else if (state != TransactionState.IDLE) {
            run(UNDO);
        }
        connection.rollback(); // nothing is open any more, which only the pool does not know yet
    }

    /** A session that cannot be cleaned is not used again. */
    private void undo(SQLException failure, String sql) throws SQLException {
        if (connection.isClosed()) {
            return;
        }
        try {
            run(sql);
        } catch (SQLException unclean) {
            failure.addSuppressed(unclean);
            connection.abort(Runnable::run);
        }
    }

    private void run(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable Object invoke(@Nullable Object target, Method method, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }
}
