package dev.pgweir.idempotency;

/** The answer is too large to be kept, so the write was undone. */
public final class AnswerTooLarge extends RuntimeException {

    /** @param limit how many bytes an answer may have */
    public AnswerTooLarge(long limit) {
        super("the answer has more than the %d bytes that are kept for a repeat; nothing was written".formatted(limit));
    }
}
