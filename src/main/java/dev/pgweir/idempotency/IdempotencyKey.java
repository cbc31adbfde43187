package dev.pgweir.idempotency;

import java.io.Serializable;
import org.springframework.data.relational.core.mapping.Column;

/**
 * Names a write.
 *
 * @param principal whose key it is: the keys of one client mean nothing to another
 * @param value what the client chose
 */
public record IdempotencyKey(
        String principal, @Column("key") String value) implements Serializable {}
