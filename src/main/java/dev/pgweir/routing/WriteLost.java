package dev.pgweir.routing;

/** A client's write was acknowledged, and is not, or perhaps not, part of what the cluster has become after a failover. */
public final class WriteLost extends RuntimeException {

    private final boolean certain;

    public WriteLost(boolean certain, String message) {
        super(message);
        this.certain = certain;
    }

    /** Whether it is known to be lost; else nobody can say. */
    public boolean certain() {
        return certain;
    }
}
