package dev.pgweir.request;

/** What waits for the answer to a request. */
public interface Client {

    /** Whether it can be watched from now on. Asked by the request's own thread each time before it runs something. */
    boolean isWatchable();

    /** Whether it waits no more. Asked by another thread, while the request runs something. */
    boolean hasLeft();

    /** Told each time before the request waits for a node. Whatever serves others of them may go on in another thread. */
    default void giveWay() {}

    /** As {@link RequestContext#joinLine}. */
    default PlaceInLine joinLine() {
        return PlaceInLine.NONE;
    }
}
