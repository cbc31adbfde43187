package dev.pgweir.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PlacesTests {

    @Test
    void areTakenByEachApartAndGivenBack() {
        var places = new Places(1);

        assertThat(places.take("alice")).isTrue();
        assertThat(places.take("alice")).isFalse();
        assertThat(places.take("bob")).isTrue();
        places.giveBack("alice");
        assertThat(places.take("alice")).isTrue();
    }

    @Test
    void areNeverHeldByMoreAtATime() {
        var places = new Places(3);
        var held = new AtomicInteger();
        var most = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < 1_000; i++) {
                threads.execute(() -> {
                    if (places.take("alice")) {
                        most.accumulateAndGet(held.incrementAndGet(), Math::max);
                        held.decrementAndGet();
                        places.giveBack("alice");
                    }
                });
            }
        }

        assertThat(most.get()).isBetween(1, 3);
        for (var i = 0; i < 3; i++) {
            assertThat(places.take("alice")).isTrue();
        }
    }
}
