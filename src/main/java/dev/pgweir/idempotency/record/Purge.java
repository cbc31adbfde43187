package dev.pgweir.idempotency.record;

import static org.springframework.core.NestedExceptionUtils.getMostSpecificCause;

import dev.pgweir.postgres.OwnSchema;
import dev.pgweir.request.AsGateway;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Deletes expired records, one batch per transaction, once their table is there. */
@Component
class Purge {

    private static final Logger log = LoggerFactory.getLogger(Purge.class);

    private final OwnSchema schema;
    private final IdempotencyRecords records;
    private final int batch;

    Purge(OwnSchema schema, IdempotencyRecords records, IdempotencyProperties properties) {
        this.schema = schema;
        this.records = records;
        this.batch = properties.purgeBatch();
    }

    @Scheduled(fixedDelayString = "${pgweir.idempotency.purge-interval}")
    void run() {
        try {
            // What keeps it from being ready is told where it is found out.
            if (schema.isReady()) {
                log.debug(
                        "{} expired answers to writes were deleted",
                        AsGateway.<Integer, RuntimeException>call(() -> deleteExpired(Instant.now())));
            }
        } catch (RuntimeException e) {
            log.warn(
                    "Expired answers to writes could not be deleted yet: {}",
                    getMostSpecificCause(e).toString());
        }
    }

    /** Ends with the first batch that is not full. */
    int deleteExpired(Instant now) {
        var total = 0;
        while (true) {
            var deleted = records.deleteExpired(now, batch);
            total += deleted;
            if (deleted < batch) {
                return total;
            }
        }
    }
}
