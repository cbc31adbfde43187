package dev.pgweir.routing.pool;

import dev.pgweir.routing.reset.SessionSettings;
import dev.pgweir.routing.reset.WriteSession;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Hands out connections for writing, which are set anew once a write may have changed them. */
final class WriteSource extends DelegatingDataSource {

    private final SessionSettings settings;

    WriteSource(DataSource connections, SessionSettings settings) {
        super(connections);
        this.settings = settings;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return new WriteSession(super.getConnection(), settings).proxy();
    }
}
