package dev.pgweir.idempotency;

/** There is no table to keep answers in; nothing was run. */
public final class RecordsUnavailable extends RuntimeException {

    public RecordsUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
