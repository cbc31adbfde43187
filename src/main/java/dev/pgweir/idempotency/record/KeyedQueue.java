package dev.pgweir.idempotency.record;

import dev.pgweir.idempotency.Idempotency.WriteKey;
import dev.pgweir.idempotency.WriteInFlight;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * A queue for each key, in which the threads of this gateway wait without holding a connection, so that one at a time works under
 * the key. A key's lock exists for as long as some thread wants it. Thread-safe.
 */
final class KeyedQueue {

    private record KeyLock(ReentrantLock lock, int takers) {}

    private final Map<WriteKey, KeyLock> locks = new ConcurrentHashMap<>();

    /**
     * Works when it is this thread's turn.
     *
     * @param patience how long to wait for it
     * @param work given what is left of the patience
     */
    <T> T take(WriteKey key, Duration patience, Function<Duration, T> work) {
        var began = System.nanoTime();
        var lock = join(key);
        try {
            if (!lock.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new WriteInFlight(key);
            }
            try {
                return work.apply(patience.minusNanos(System.nanoTime() - began));
            } finally {
                lock.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WriteInFlight(key, e);
        } finally {
            leave(key);
        }
    }

    private ReentrantLock join(WriteKey key) {
        return locks.merge(
                        key, new KeyLock(new ReentrantLock(), 1), (held, _) -> new KeyLock(held.lock, held.takers + 1))
                .lock;
    }

    private void leave(WriteKey key) {
        locks.computeIfPresent(key, (_, held) -> held.takers == 1 ? null : new KeyLock(held.lock, held.takers - 1));
    }
}
