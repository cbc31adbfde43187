package dev.pgweir.routing;

/** Every connection to the chosen node was in use for as long as the pool lets a caller wait; nothing was run. */
public final class PoolExhausted extends RuntimeException {

    private final String node;

    /** After a wait. */
    public PoolExhausted(String node, Throwable cause) {
        super("no free connection to " + node, cause);
        this.node = node;
    }

    /** Without a wait, because too many wait already. */
    public PoolExhausted(String node) {
        super("too many requests wait for a connection to " + node);
        this.node = node;
    }

    /** The node whose pool had no free connection. */
    public String node() {
        return node;
    }
}
