package dev.pgweir.routing;

/** No node can serve a transaction now; nothing was run. */
public final class NoNodeAvailable extends RuntimeException {

    private final boolean readOnly;

    public NoNodeAvailable(boolean readOnly, String message) {
        super(message);
        this.readOnly = readOnly;
    }

    /** Whether the transaction was a read, so that not even a replica was there. */
    public boolean readOnly() {
        return readOnly;
    }
}
