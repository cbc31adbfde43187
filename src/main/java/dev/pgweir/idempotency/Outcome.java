package dev.pgweir.idempotency;

/**
 * How a write ended.
 *
 * @param answer what is to be answered
 * @param replayed whether the write had happened before
 */
public record Outcome(StoredAnswer answer, boolean replayed) {}
