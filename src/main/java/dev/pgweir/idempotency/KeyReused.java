package dev.pgweir.idempotency;

/** The key was given to another request before. */
public final class KeyReused extends RuntimeException {

    public KeyReused(IdempotencyKey key) {
        super("the key \"%s\" was given to another request".formatted(key.value()));
    }
}
