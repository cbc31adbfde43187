package dev.pgweir.access;

/**
 * Who sends a request is not known, or not believed. It has no stack trace, since anybody can cause it at any rate; its message is for
 * the client.
 */
public abstract class CallerRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    protected CallerRefused(String message) {
        super(message, null, false, false);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
