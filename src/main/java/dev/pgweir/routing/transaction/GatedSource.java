package dev.pgweir.routing.transaction;

import dev.pgweir.routing.checkout.DelegatingConnection;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Where a write that has entered the {@link WriteGate} takes its connection from. It leaves the gate once that connection has
 * gone back, or could not be had. For one write.
 */
final class GatedSource extends DelegatingDataSource {

    private final WriteGate gate;

    GatedSource(DataSource connections, WriteGate gate) {
        super(connections);
        this.gate = gate;
    }

    @Override
    public Connection getConnection() throws SQLException {
        try {
            return new GatedConnection(super.getConnection(), gate);
        } catch (SQLException | RuntimeException none) {
            gate.leave();
            throw none;
        }
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return getConnection();
    }

    private static final class GatedConnection extends DelegatingConnection {

        private final WriteGate gate;
        private final Thread writer = Thread.currentThread();
        private boolean left;

        GatedConnection(Connection connection, WriteGate gate) {
            super(connection);
            this.gate = gate;
        }

        @Override
        public void close() throws SQLException {
            try {
                super.close();
            } finally {
                if (!left) {
                    left = true;
                    gate.leave(writer);
                }
            }
        }
    }
}
