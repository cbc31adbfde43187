package dev.pgweir.idempotency.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pgweir.idempotency.Idempotency.WriteKey;
import dev.pgweir.idempotency.WriteInFlight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KeyedQueueTests {

    private static final WriteKey KEY = new WriteKey("", "key");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final KeyedQueue queue = new KeyedQueue();

    @Test
    void letsOneThreadAtATimeWorkUnderAKey() throws ExecutionException, InterruptedException {
        var working = new AtomicInteger();
        List<Future<Integer>> seen = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var i = 0; i < 1000; i++) {
                seen.add(threads.submit(() -> queue.take(KEY, PATIENCE, _ -> {
                    var together = working.incrementAndGet();
                    Thread.onSpinWait();
                    working.decrementAndGet();
                    return together;
                })));
            }
        }
        for (var together : seen) {
            assertThat(together.get()).isEqualTo(1);
        }
        assertThat(working).hasValue(0);
    }

    @Test
    void letsOthersWorkUnderOtherKeysMeanwhile() {
        var other = new WriteKey("alice", "key");
        assertThat(queue.<Integer>take(KEY, PATIENCE, _ -> onAnotherThread(other, PATIENCE)))
                .isEqualTo(1);
    }

    @Test
    void turnsAwayWhoeverHasNoPatienceLeft() {
        assertThatExceptionOfType(WriteInFlight.class)
                .isThrownBy(() -> queue.take(KEY, PATIENCE, _ -> onAnotherThread(KEY, Duration.ofMillis(1))));
        assertThat(queue.<Integer>take(KEY, PATIENCE, _ -> 2)).isEqualTo(2);
    }

    @Test
    void givesTheKeyBackWhenTheWorkFails() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> queue.take(KEY, PATIENCE, _ -> {
                    throw new IllegalStateException();
                }));
        assertThat(onAnotherThread(KEY, Duration.ofMillis(1))).isEqualTo(1);
    }

    @Test
    void tellsHowMuchPatienceIsLeft() {
        assertThat(queue.<Duration>take(KEY, PATIENCE, left -> left))
                .isPositive()
                .isLessThan(PATIENCE);
    }

    private int onAnotherThread(WriteKey key, Duration patience) {
        try (var threads = Executors.newSingleThreadExecutor()) {
            return threads.submit(() -> queue.<Integer>take(key, patience, _ -> 1))
                    .get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof WriteInFlight refused) {
                throw refused;
            }
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
