package dev.pgweir.idempotency.record;

import static org.springframework.core.NestedExceptionUtils.getMostSpecificCause;

import dev.pgweir.idempotency.RecordsUnavailable;
import java.time.Duration;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Makes the gateway's own tables when they are first needed, since there may be no primary at the start. Flyway's lock in
 * the database keeps several gateways apart. Thread-safe.
 */
@Component
class Migration {

    private static final Logger log = LoggerFactory.getLogger(Migration.class);
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);

    private record Refusal(String reason, FlywayException cause, long at) {

        boolean isRecent() {
            return System.nanoTime() - at < BETWEEN_ATTEMPTS.toNanos();
        }

        boolean isFor(String otherReason) {
            return reason.equals(otherReason);
        }
    }

    private final Flyway flyway;
    private final String schema;
    private volatile boolean done;
    private Optional<Refusal> refusal = Optional.empty();

    Migration(Flyway flyway, IdempotencyProperties properties) {
        this.flyway = flyway;
        this.schema = properties.schema();
    }

    /**
     * Returns once the tables are there.
     *
     * @throws RecordsUnavailable where the database refuses to make them
     */
    void require() {
        if (!done) {
            migrate();
        }
    }

    private synchronized void migrate() {
        if (done) {
            return;
        }
        if (refusal.isEmpty() || !refusal.get().isRecent()) {
            attempt();
        }
        if (refusal.isPresent()) {
            throw new RecordsUnavailable(refusal.get().reason(), refusal.get().cause());
        }
    }

    private void attempt() {
        try {
            flyway.migrate();
            refusal = Optional.empty();
            done = true;
            log.debug("The schema \"{}\" is ready for requests with an Idempotency-Key", schema);
        } catch (FlywayException e) {
            var reason = "the schema \"%s\" could not be made ready: %s"
                    .formatted(schema, getMostSpecificCause(e).getMessage());
            if (refusal.isEmpty() || !refusal.get().isFor(reason)) {
                report(reason);
            }
            refusal = Optional.of(new Refusal(reason, e, System.nanoTime()));
        }
    }

    private void report(String reason) {
        log.warn(
                "Requests with an Idempotency-Key are refused, all others served: {}. An owner of the database can help by"
                        + " CREATE SCHEMA \"{}\" AUTHORIZATION <the gateway's role>",
                reason,
                schema);
    }
}
