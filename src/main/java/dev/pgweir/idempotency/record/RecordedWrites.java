package dev.pgweir.idempotency.record;

import dev.pgweir.idempotency.AnswerTooLarge;
import dev.pgweir.idempotency.Idempotency.Outcome;
import dev.pgweir.idempotency.Idempotency.WriteKey;
import dev.pgweir.idempotency.StoredAnswer;
import dev.pgweir.idempotency.WriteInFlight;
import dev.pgweir.postgres.ServerFailure;
import dev.pgweir.postgres.SqlState;
import dev.pgweir.request.AsGateway;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;
import org.springframework.data.jdbc.core.JdbcAggregateOperations;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Runs a write and keeps its answer in one transaction, under a lock in the database that orders the transactions of all
 * gateways that have the same key. Thread-safe.
 */
@Component
class RecordedWrites {

    private final IdempotencyRecords records;
    private final JdbcAggregateOperations aggregates;
    private final Duration expiry;
    private final long maxAnswerSize;

    RecordedWrites(IdempotencyRecords records, JdbcAggregateOperations aggregates, IdempotencyProperties properties) {
        this.records = records;
        this.aggregates = aggregates;
        this.expiry = properties.expiry();
        this.maxAnswerSize = properties.maxAnswerSize().toBytes();
    }

    @Transactional
    Outcome once(WriteKey key, String fingerprint, Duration patience, Supplier<StoredAnswer> write) {
        var now = Instant.now();
        var live = AsGateway.inTransaction(() -> {
            lock(key, patience);
            return live(key, now);
        });
        return live.map(record -> new Outcome(record.answerTo(fingerprint), true))
                .orElseGet(() -> {
                    var answer = write.get();
                    AsGateway.<Void, RuntimeException>inTransaction(() -> {
                        keep(IdempotencyRecord.of(key, fingerprint, answer, now.plus(expiry)));
                        return null;
                    });
                    return new Outcome(answer, false);
                });
    }

    /** What a write that was run before has come to. Asked of the primary, as a write is. */
    @Transactional
    Optional<Outcome> earlier(WriteKey key, String fingerprint) {
        return AsGateway.inTransaction(() -> live(key, Instant.now()))
                .map(record -> new Outcome(record.answerTo(fingerprint), true));
    }

    private Optional<IdempotencyRecord> live(WriteKey key, Instant now) {
        return records.findById(key).filter(record -> record.isLive(now));
    }

    private void lock(WriteKey key, Duration patience) {
        if (records.tryLock(key.principal(), key.value())) {
            return;
        }
        try {
            records.limitLockWaits(Math.max(1, patience.toMillis()) + "ms");
            records.lock(key.principal(), key.value());
            records.unlimitLockWaits();
        } catch (DataAccessException e) {
            throw ServerFailure.caused(e, SqlState.LOCK_NOT_AVAILABLE) ? new WriteInFlight(key, e) : e;
        }
    }

    /** Takes the place of an expired record that was not purged yet. */
    private void keep(IdempotencyRecord record) {
        if (record.body().length > maxAnswerSize) {
            throw new AnswerTooLarge(maxAnswerSize);
        }
        aggregates.upsert(record);
    }
}
