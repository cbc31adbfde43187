package dev.pgweir.partitions.history;

import static org.springframework.core.NestedExceptionUtils.getMostSpecificCause;

import java.time.Duration;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.springframework.stereotype.Component;

/**
 * The tables in which the gateway keeps what it does to partitions, in its own schema. They are made when they are first
 * needed, where the database role may do so. Safe for use by many threads.
 */
@Component
public class OwnTables {

    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(10);

    private final Flyway flyway;
    private boolean ready;
    private long retryAt = System.nanoTime();
    private Optional<String> refusal = Optional.empty();

    OwnTables(Flyway flyway) {
        this.flyway = flyway;
    }

    /** Their schema. */
    public String schema() {
        return flyway.getConfiguration().getSchemas()[0];
    }

    /** Whether they are there, after an attempt to make them. */
    public synchronized boolean ready() {
        if (!ready && System.nanoTime() - retryAt >= 0) {
            try {
                flyway.migrate();
                ready = true;
                refusal = Optional.empty();
            } catch (FlywayException failure) {
                retryAt = System.nanoTime() + BETWEEN_ATTEMPTS.toNanos();
                refusal =
                        Optional.of(String.valueOf(getMostSpecificCause(failure).getMessage()));
            }
        }
        return ready;
    }

    /** Why they are not there, and what to do. */
    public synchronized String whyNot() {
        return "the schema %s could not be made ready: %s. An owner of the database can help by"
                        .formatted(schema(), refusal.orElse("nobody has tried"))
                + " CREATE SCHEMA \"%s\" AUTHORIZATION <the gateway's role>".formatted(schema());
    }
}
