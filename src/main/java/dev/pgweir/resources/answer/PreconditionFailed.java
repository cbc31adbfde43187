package dev.pgweir.resources.answer;

/** The row that a write is about is not as the client said it must be; nothing was written. */
public final class PreconditionFailed extends RuntimeException {

    public PreconditionFailed(String message) {
        super(message);
    }
}
