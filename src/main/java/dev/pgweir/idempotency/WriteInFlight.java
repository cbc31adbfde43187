package dev.pgweir.idempotency;

import dev.pgweir.idempotency.Idempotency.WriteKey;

/** The write that the key was given to is still running. */
public final class WriteInFlight extends RuntimeException {

    public WriteInFlight(WriteKey key) {
        super("the request with the key \"%s\" is still being worked on".formatted(key.value()));
    }

    public WriteInFlight(WriteKey key, Throwable cause) {
        this(key);
        initCause(cause);
    }
}
