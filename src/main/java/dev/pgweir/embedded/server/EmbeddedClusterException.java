package dev.pgweir.embedded.server;

/** The embedded cluster cannot start: what is wrong, and what the operator can do about it. */
public final class EmbeddedClusterException extends RuntimeException {

    private final String action;

    public EmbeddedClusterException(String description, String action) {
        super(description);
        this.action = action;
    }

    public String action() {
        return action;
    }
}
