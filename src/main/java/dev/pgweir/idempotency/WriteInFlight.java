package dev.pgweir.idempotency;

/** The write that the key was given to is still running. */
public final class WriteInFlight extends RuntimeException {

    public WriteInFlight(IdempotencyKey key) {
        super("the request with the key \"%s\" is still being worked on".formatted(key.value()));
    }

    public WriteInFlight(IdempotencyKey key, Throwable cause) {
        this(key);
        initCause(cause);
    }
}
