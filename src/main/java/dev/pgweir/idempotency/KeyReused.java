package dev.pgweir.idempotency;

import dev.pgweir.idempotency.Idempotency.Key;
/** The key was given to another request before. */
public final class KeyReused extends RuntimeException {

    public KeyReused(Key key) {
        super("the key \"%s\" was given to another request".formatted(key.value()));
    }
}
