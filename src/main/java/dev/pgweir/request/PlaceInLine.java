package dev.pgweir.request;

/** The place of a request among those that wait for a connection, of which few more are begun meanwhile. Thread-safe. */
public interface PlaceInLine {

    /** Nobody's. */
    PlaceInLine NONE = new PlaceInLine() {
        @Override
        public void serve() {}

        @Override
        public void leave() {}
    };

    /** To be called where a connection is given to the request by another, whose end begins a new one. */
    void serve();

    /** To be called where the request waits no more, or for longer than such waits take; does nothing where it was served. */
    void leave();
}
