package dev.pgweir.lifecycle.session;

import dev.pgweir.lifecycle.policy.LifeCycleProperties;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;

/** Opens the session over which partitions are changed, one at a time among all gateways. Thread-safe. */
@Component
public class MaintenanceSessions {

    private final DataSource dataSource;
    private final Duration lockTimeout;

    MaintenanceSessions(DataSource dataSource, LifeCycleProperties properties) {
        this.dataSource = dataSource;
        this.lockTimeout = properties.lockTimeout();
    }

    /** A session on the primary; empty where another one is open. */
    public Optional<MaintenanceSession> open() throws SQLException {
        return MaintenanceSession.open(dataSource, lockTimeout);
    }
}
