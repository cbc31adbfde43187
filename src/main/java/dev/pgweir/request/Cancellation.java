package dev.pgweir.request;

/** Why what a request ran was cancelled. */
public enum Cancellation {
    /** Its deadline has passed. */
    DEADLINE,
    /** Nobody waits for the answer any more. */
    CLIENT_LEFT,
    /** Another node has answered instead. */
    SUPERSEDED
}
