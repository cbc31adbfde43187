package dev.pgweir.web.connection;

/**
 * Unwinds a request that would have to wait for its client, up to where it was let in. What was done for it by then must be
 * such that it can be done again.
 */
public final class HandOver extends RuntimeException {

    /** Where the request goes on. */
    public enum To {
        /** On a worker's thread again, once its body is there. */
        WORKER_WITH_BODY,
        /** On a thread of its own, which may wait for the client. */
        OWN_THREAD
    }

    private final To to;

    private HandOver(To to) {
        super("the request goes on elsewhere: " + to, null, false, false);
        this.to = to;
    }

    /** Where the request goes on. */
    public To to() {
        return to;
    }

    /** Leaves a worker's thread to others; does nothing on a thread that may wait for the client. */
    public static void leaveWorker() {
        if (!mayWait()) {
            throw new HandOver(To.OWN_THREAD);
        }
    }

    /** Workers are threads of the operating system; whatever waits for a client is virtual. */
    static boolean mayWait() {
        return Thread.currentThread().isVirtual();
    }

    static HandOver untilBodyIsThere() {
        return new HandOver(To.WORKER_WITH_BODY);
    }
}
