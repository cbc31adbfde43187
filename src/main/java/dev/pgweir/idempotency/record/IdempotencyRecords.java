package dev.pgweir.idempotency.record;

import dev.pgweir.idempotency.Idempotency.WriteKey;
import java.time.Instant;
import java.util.Optional;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.NoRepositoryBean;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The table of records, and the lock that a transaction takes on a key before there is a record to lock. */
@NoRepositoryBean
interface IdempotencyRecords extends Repository<IdempotencyRecord, WriteKey> {

    /** Takes the lock on a key until the transaction ends, if nobody else has it. From then on its record can be seen. */
    @Query("""
            SELECT pg_try_advisory_xact_lock(hashtextextended(:key, hashtext(:principal)))
               AND set_config('pgweir.record', :principal || chr(10) || :key, true) IS NOT NULL""")
    boolean tryLock(String principal, String key);

    /** Waits for the lock on a key. From then on its record can be seen. */
    @Query("""
            SELECT set_config('pgweir.record', :principal || chr(10) || :key, true) IS NOT NULL
              FROM pg_advisory_xact_lock(hashtextextended(:key, hashtext(:principal)))""")
    boolean lock(String principal, String key);

    /** Lets the transaction wait no longer than this for any lock. */
    @Query("SELECT set_config('lock_timeout', :milliseconds, true)")
    String limitLockWaits(String milliseconds);

    /** Lets the transaction wait for locks as others do. */
    @Modifying
    @Query("SET LOCAL lock_timeout TO DEFAULT")
    void unlimitLockWaits();

    Optional<IdempotencyRecord> findById(WriteKey key);

    /**
     * Deletes some records that have expired, but none that another transaction has a hand on.
     *
     * @return how many were deleted
     */
    @Modifying
    @Transactional
    @Query("""
            WITH expired AS (
                SELECT principal, key FROM #{#qualifiedTableName} WHERE expires_at <= :now
                ORDER BY expires_at LIMIT :most FOR UPDATE SKIP LOCKED)
            DELETE FROM #{#qualifiedTableName} record USING expired
            WHERE record.principal = expired.principal AND record.key = expired.key""")
    int deleteExpired(Instant now, int most);
}
