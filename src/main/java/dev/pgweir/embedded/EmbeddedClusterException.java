package dev.pgweir.embedded;

/** The embedded cluster cannot start: what is wrong, and what the operator can do about it. */
final class EmbeddedClusterException extends RuntimeException {

    private final String action;

    EmbeddedClusterException(String description, String action) {
        super(description);
        this.action = action;
    }

    String action() {
        return action;
    }
}
