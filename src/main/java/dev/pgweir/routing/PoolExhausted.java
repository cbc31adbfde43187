package dev.pgweir.routing;

import java.time.Duration;

/** Every connection to the chosen node is in use for longer than the pool lets a caller wait, or is sure to be; nothing was run. */
public final class PoolExhausted extends RuntimeException {

    private final String node;
    private final Duration retryAfter;

    /** After the caller has waited as long as the pool lets it. */
    public PoolExhausted(String node, Throwable cause) {
        super("no free connection to " + node, cause);
        this.node = node;
        this.retryAfter = Duration.ZERO;
    }

    /**
     * Without a wait, because too many callers wait already.
     *
     * @param retryAfter in how long those will have been served, as far as can be told
     */
    public PoolExhausted(String node, Duration retryAfter) {
        super("too many requests wait for a connection to " + node);
        this.node = node;
        this.retryAfter = retryAfter;
    }

    /** The node whose pool had no free connection. */
    public String node() {
        return node;
    }

    /** When it may be worth a try again; zero where that is not known. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
