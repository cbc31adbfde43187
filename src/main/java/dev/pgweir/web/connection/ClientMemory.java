package dev.pgweir.web.connection;

import java.util.concurrent.atomic.AtomicLong;

/** What bodies that are under way, and answers that are not taken, may hold of the memory, all together. Thread-safe. */
public final class ClientMemory {

    private final AtomicLong left;

    public ClientMemory(long bytes) {
        this.left = new AtomicLong(bytes);
    }

    /**
     * Takes so many bytes of it.
     *
     * @throws Overloaded where there are not as many left
     */
    void take(long bytes) {
        if (left.addAndGet(-bytes) < 0) {
            left.addAndGet(bytes);
            throw new Overloaded("too many clients send or take too slowly");
        }
    }

    void giveBack(long bytes) {
        left.addAndGet(bytes);
    }
}
