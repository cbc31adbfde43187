package dev.pgweir.idempotency;

import java.io.Serializable;
import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.data.relational.core.mapping.Column;

/** Runs a write once for each key, and answers its repeats with what was answered first. Thread-safe. */
@FunctionalInterface
public interface Idempotency {

    /**
     * Runs a write, unless one with this key was committed before, and keeps its answer in the same transaction. A write
     * that fails leaves nothing, so that a repeat runs it again. Requests that come while it runs wait for it.
     *
     * @param fingerprint equal for equal requests only
     * @param patience how long the caller would wait for another write with this key
     * @throws KeyReused where the key was given to another request before
     * @throws WriteInFlight where the write that the key was given to does not end in time
     * @throws AnswerTooLarge where the answer is too large to be kept; nothing was written
     * @throws RecordsUnavailable where no answer can be kept; nothing was run
     */
    Outcome once(WriteKey key, String fingerprint, Duration patience, Supplier<StoredAnswer> write);

    /**
     * How a write ended.
     *
     * @param answer what is to be answered
     * @param replayed whether the write had happened before
     */
    record Outcome(StoredAnswer answer, boolean replayed) {}

    /**
     * Names a write.
     *
     * @param principal whose key it is: the keys of one client mean nothing to another
     * @param value what the client chose
     */
    record WriteKey(String principal, @Column("key") String value) implements Serializable {}
}
