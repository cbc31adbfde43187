package dev.pgweir.postgres;

import static org.springframework.core.NestedExceptionUtils.getMostSpecificCause;

import dev.pgweir.request.AsGateway;
import java.time.Duration;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The schema of the gateway's own tables. Flyway makes it ready when it is first needed, since there may be no primary at the
 * start; its lock in the database keeps several gateways apart. Thread-safe.
 */
@Component
public class OwnSchema {

    private static final Logger log = LoggerFactory.getLogger(OwnSchema.class);
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);

    /**
     * Why it is not ready.
     *
     * @param reason for people
     * @param remedy what an owner of the database can do
     * @param cause what the database said
     */
    public record Unready(String reason, String remedy, FlywayException cause) {

        /** The reason and the remedy. */
        public String advice() {
            return reason + ". " + remedy;
        }
    }

    /** Its tables are not there, and what was asked for needs them. */
    public static final class Missing extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Missing(Unready unready) {
            super(unready.advice(), unready.cause());
        }
    }

    private record Attempt(Unready failure, long at) {

        boolean isRecent() {
            return System.nanoTime() - at < BETWEEN_ATTEMPTS.toNanos();
        }
    }

    private final Flyway flyway;
    private final String name;
    private volatile boolean ready;
    private Optional<Attempt> failed = Optional.empty();

    OwnSchema(Flyway flyway, OwnSchemaProperties properties) {
        this.flyway = flyway;
        this.name = properties.ownSchema();
    }

    /** Its name, as the configuration has it. */
    public String name() {
        return name;
    }

    /** Whether its tables are there, after an attempt to make them. */
    public boolean isReady() {
        return prepare().isEmpty();
    }

    /**
     * Makes its tables, unless they are there.
     *
     * @throws Missing if they cannot be made
     */
    public void require() {
        prepare().ifPresent(unready -> {
            throw new Missing(unready);
        });
    }

    /** Makes its tables, unless they are there; empty once they are, else why they are not. */
    public Optional<Unready> prepare() {
        return ready ? Optional.empty() : attempt();
    }

    private synchronized Optional<Unready> attempt() {
        if (!ready && failed.filter(Attempt::isRecent).isEmpty()) {
            migrate();
        }
        return failed.map(Attempt::failure);
    }

    private void migrate() {
        try {
            AsGateway.call(flyway::migrate);
            failed = Optional.empty();
            ready = true;
            log.debug("The schema \"{}\" is ready", name);
        } catch (FlywayException failure) {
            var unready = unready(failure);
            if (failed.filter(earlier -> earlier.failure().reason().equals(unready.reason()))
                    .isEmpty()) {
                log.warn(
                        "Requests with an Idempotency-Key and API keys are refused, tokens not revoked, partitions neither sealed nor"
                                + " retired, all else is served: {}",
                        unready.advice());
            }
            failed = Optional.of(new Attempt(unready, System.nanoTime()));
        }
    }

    private Unready unready(FlywayException failure) {
        return new Unready(
                "the schema \"%s\" could not be made ready: %s"
                        .formatted(name, getMostSpecificCause(failure).getMessage()),
                "An owner of the database can help by CREATE SCHEMA \"%s\" AUTHORIZATION <the gateway's role>"
                        .formatted(name),
                failure);
    }
}
