package dev.pgweir.idempotency;

import dev.pgweir.idempotency.Idempotency.Key;
/** The write that the key was given to is still running. */
public final class WriteInFlight extends RuntimeException {

    public WriteInFlight(Key key) {
        super("the request with the key \"%s\" is still being worked on".formatted(key.value()));
    }

    public WriteInFlight(Key key, Throwable cause) {
        this(key);
        initCause(cause);
    }
}
