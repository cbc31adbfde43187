package dev.pgweir.routing.checkout;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs each statement with the node it goes to, while the logger {@code dev.pgweir.routing.statements} is at DEBUG.
 * Otherwise connections are passed on as they are.
 */
public final class StatementLog implements CheckoutStep {

    private static final Logger log = LoggerFactory.getLogger("dev.pgweir.routing.statements");

    private final String node;

    /** @param node its name */
    public StatementLog(String node) {
        this.node = node;
    }

    @Override
    public Connection around(Connection connection, Checkout checkout) {
        return log.isDebugEnabled() ? new LoggedConnection(connection) : connection;
    }

    private void note(String sql) {
        log.debug("node={} {}", node, sql);
    }

    private final class LoggedConnection extends DelegatingConnection {

        LoggedConnection(Connection connection) {
            super(connection);
        }

        @Override
        protected void preparing(String sql) {
            note(sql);
        }

        @Override
        protected Statement created(Statement statement) {
            return new LoggedStatement(statement);
        }
    }

    private final class LoggedStatement extends DelegatingStatement {

        LoggedStatement(Statement statement) {
            super(statement);
        }

        @Override
        protected <T> T run(String sql, Execution<T> execution) throws SQLException {
            note(sql);
            return super.run(sql, execution);
        }
    }
}
