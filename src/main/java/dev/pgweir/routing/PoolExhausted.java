package dev.pgweir.routing;

/** Every connection to the chosen node was in use for as long as the pool lets a caller wait; nothing was run. */
public final class PoolExhausted extends RuntimeException {

    private final String node;

    public PoolExhausted(String node, Throwable cause) {
        super("no free connection to " + node, cause);
        this.node = node;
    }

    /** The node whose pool had no free connection. */
    public String node() {
        return node;
    }
}
