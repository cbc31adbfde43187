package dev.pgweir.routing.reset;

import dev.pgweir.request.RequestContext;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * A connection to write with, which goes back to its pool as it came, whatever triggers and functions have done to its session.
 * A transaction that commits has that done by the message of its COMMIT, see {@link SessionSettings#behindCommit}, one that does
 * not undoes most by itself; after all else it is done before the connection goes back. For one thread.
 */
public final class WriteSession implements InvocationHandler {

    private static final Logger log = LoggerFactory.getLogger(WriteSession.class);

    /** Advisory locks and what sequences gave last outlive a rollback. */
    private static final String ROLLBACK = "ROLLBACK; DISCARD SEQUENCES; SELECT pg_advisory_unlock_all()";

    private final Connection connection;
    private final SessionSettings settings;
    private boolean clean = true;

    public WriteSession(Connection connection, SessionSettings settings) {
        this.connection = connection;
        this.settings = settings;
    }

    public Connection proxy() {
        return (Connection)
                Proxy.newProxyInstance(Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, this);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        var managed = TransactionSynchronizationManager.isActualTransactionActive();
        switch (method.getName()) {
            case "createStatement", "prepareStatement", "prepareCall", "unwrap" -> clean = false;
            case "rollback" -> {
                if (managed && arguments == null && !connection.isClosed()) {
                    run(ROLLBACK);
                    clean = true;
                }
            }
            case "close" -> {
                if (!clean && !connection.isClosed()) {
                    reset();
                }
            }
            default -> {} // leaves the session alone
        }
        var result = pass(method, arguments);
        if (method.getName().equals("commit")) {
            clean = managed && RequestContext.isRunning();
        }
        return result;
    }

    /** What cannot be cleaned is not used again. */
    private void reset() throws SQLException {
        try {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
            run(settings.reset());
        } catch (SQLException unclean) {
            log.debug("a session could not be reset", unclean);
            connection.abort(Runnable::run);
        }
    }

    private void run(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private @Nullable Object pass(Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }
}
