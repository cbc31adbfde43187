package dev.pgweir.idempotency.record;

import dev.pgweir.idempotency.Idempotency.WriteKey;
import dev.pgweir.idempotency.KeyReused;
import dev.pgweir.idempotency.StoredAnswer;
import dev.pgweir.idempotency.StoredAnswer.HeaderField;
import java.time.Instant;
import java.util.List;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Embedded;
import org.springframework.data.relational.core.mapping.Table;

/**
 * A write that has happened.
 *
 * @param key the key it was given
 * @param fingerprint tells its request from others
 * @param status the status code of its answer
 * @param headers the header fields of its answer as HTTP writes them, {@code Location: /sales/1}
 * @param body the content of its answer; empty where there was none
 * @param expiresAt from when on it counts as forgotten
 */
@SuppressWarnings("ArrayRecordComponent") // records are kept and read, never compared
@Table(name = "idempotency_record", schema = "${pgweir.own-schema}")
record IdempotencyRecord(
        @Id @Embedded.Empty WriteKey key,
        String fingerprint,
        int status,
        List<String> headers,
        byte[] body,
        Instant expiresAt) {

    private static final String PART = ": ";

    static IdempotencyRecord of(WriteKey key, String fingerprint, StoredAnswer answer, Instant expiresAt) {
        var lines = answer.headers().stream()
                .map(field -> field.name() + PART + field.value())
                .toList();
        return new IdempotencyRecord(key, fingerprint, answer.status(), lines, answer.body(), expiresAt);
    }

    boolean isLive(Instant now) {
        return now.isBefore(expiresAt);
    }

    StoredAnswer answerTo(String repeated) {
        if (!repeated.equals(fingerprint)) {
            throw new KeyReused(key);
        }
        return new StoredAnswer(
                status, headers.stream().map(IdempotencyRecord::field).toList(), body);
    }

    private static HeaderField field(String line) {
        var end = line.indexOf(PART);
        return new HeaderField(line.substring(0, end), line.substring(end + PART.length()));
    }
}
