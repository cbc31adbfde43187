package dev.pgweir.idempotency;

import dev.pgweir.idempotency.Idempotency.WriteKey;

/** The key was given to another request before. */
public final class KeyReused extends RuntimeException {

    public KeyReused(WriteKey key) {
        super("the key \"%s\" was given to another request".formatted(key.value()));
    }
}
