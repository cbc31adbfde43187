package dev.pgweir.idempotency.record;

import static org.springframework.core.NestedExceptionUtils.getMostSpecificCause;

import dev.pgweir.idempotency.RecordsUnavailable;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Deletes expired records, a batch a transaction, after having seen to it at the start that there is a table. */
@Component
class Purge {

    private static final Logger log = LoggerFactory.getLogger(Purge.class);

    private final Migration migration;
    private final IdempotencyRecords records;
    private final int batch;

    Purge(Migration migration, IdempotencyRecords records, IdempotencyProperties properties) {
        this.migration = migration;
        this.records = records;
        this.batch = properties.purgeBatch();
    }

    @Scheduled(fixedDelayString = "${pgweir.idempotency.purge-interval}")
    void run() {
        try {
            migration.require();
            log.debug("{} expired answers to writes were deleted", deleteExpired(Instant.now()));
        } catch (RecordsUnavailable toldAlready) {
            log.debug("There is nothing to delete from", toldAlready);
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
