package dev.pgweir.web.connection;

/** The gateway has no room for a request at the moment; nothing was run for it. */
public final class Overloaded extends RuntimeException {

    public Overloaded(String message) {
        super(message);
    }
}
