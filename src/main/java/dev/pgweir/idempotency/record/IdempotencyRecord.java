package dev.pgweir.idempotency.record;

import dev.pgweir.idempotency.Idempotency.WriteKey;
import dev.pgweir.idempotency.KeyReused;
import dev.pgweir.idempotency.StoredAnswer;
import java.time.Instant;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Embedded;
import org.springframework.data.relational.core.mapping.Table;

/**
 * A write that has happened.
 *
 * @param key the key it was given
 * @param fingerprint tells its request from others
 * @param answer what it was answered
 * @param expiresAt from when on it counts as forgotten
 */
@Table(name = "idempotency_record", schema = "${pgweir.own-schema}")
record IdempotencyRecord(
        @Id @Embedded.Empty WriteKey key,
        String fingerprint,
        @Embedded.Empty StoredAnswer answer,
        Instant expiresAt) {

    boolean isLive(Instant now) {
        return now.isBefore(expiresAt);
    }

    StoredAnswer answerTo(String repeated) {
        if (!repeated.equals(fingerprint)) {
            throw new KeyReused(key);
        }
        return answer;
    }
}
