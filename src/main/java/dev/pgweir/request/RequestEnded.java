package dev.pgweir.request;

import java.time.Duration;

/** A request whose deadline has passed, or whose client has left, was about to run something more. */
public final class RequestEnded extends RuntimeException {

    private final Duration deadline;
    private final boolean begun;

    RequestEnded(Duration deadline, boolean begun) {
        super("the deadline of " + deadline + " has passed, or the client has left");
        this.deadline = deadline;
        this.begun = begun;
    }

    /** How long the request could have taken. */
    public Duration deadline() {
        return deadline;
    }

    /** Whether it had been given a connection before. */
    public boolean begun() {
        return begun;
    }
}
