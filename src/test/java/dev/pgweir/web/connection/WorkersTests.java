package dev.pgweir.web.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** In virtual time, with threads that run what they were given when the test says so. */
class WorkersTests {

    private static final int MOST = 2;

    private final AtomicLong nanos = new AtomicLong();
    private final Queue<Runnable> given = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();
    private int threads = Integer.MAX_VALUE;
    private final Workers workers = new Workers(this::give, MOST, nanos::get);

    @Test
    void runsNoMoreThanSoManyAtATime() {
        ask("a", "b", "c", "d");

        assertThat(given).hasSize(MOST);
    }

    @Test
    void runsInOrderWhatHasQueuedOnceAThreadIsDone() {
        ask("a", "b", "c", "d");

        given.remove().run();

        assertThat(done).containsExactly("a", "c", "d");
    }

    @Test
    void runsTheNextOnceAnotherGivesWay() {
        workers.execute(() -> {
            Workers.giveWay();
            done.add("gave way to " + (given.size() - 1));
        });
        ask("b", "c");

        given.remove().run();

        assertThat(done).containsExactly("gave way to 1");
        given.forEach(Runnable::run);
        assertThat(done).containsExactly("gave way to 1", "b", "c");
    }

    @Test
    void countsATaskThatGivesWayTwiceOnce() {
        workers.execute(() -> {
            Workers.giveWay();
            Workers.giveWay();
        });
        ask("b", "c", "d");

        given.remove().run();

        assertThat(given).as("b, and c in place of the first").hasSize(MOST);
    }

    @Test
    void givesNoWayOutsideOfTasks() {
        Workers.giveWay();

        assertThat(Workers.isLate()).isFalse();
    }

    @Test
    void runsOthersInPlaceOfTasksThatTakeLong() {
        ask("a", "b", "c");

        pass(Workers.LONGEST);
        workers.passOver();
        assertThat(given).hasSize(MOST);

        pass(Duration.ofNanos(1));
        workers.passOver();
        assertThat(given).hasSize(MOST + 1);
    }

    @Test
    void keepsForLaterWhatNoThreadIsThereFor() {
        threads = 1;
        ask("a", "b", "c");

        given.remove().run();

        assertThat(done).containsExactly("a", "b", "c");
    }

    @Test
    void takesNothingForLateThatHasNotQueued() {
        askWhetherLate();
        pass(Workers.BURST.multipliedBy(9));
        given.remove().run();

        assertThat(done).containsExactly("in time");
    }

    @Test
    void bearsABurst() {
        ask("a", "b");
        IntStream.range(0, 9).forEach(_ -> askWhetherLate());
        pass(Workers.BURST);

        given.remove().run();

        assertThat(done).hasSize(10).doesNotContain("late");
    }

    @Test
    void findsLateWhatHasQueuedForLongerThanABurstMay() {
        ask("a", "b");
        askWhetherLate();
        pass(Workers.BURST.plusNanos(1));

        given.remove().run();

        assertThat(done).containsExactly("a", "late");
    }

    @Test
    void findsLateBehindAStandingQueueWhatHasQueuedForLongerThanTheTarget() {
        ask("a", "b", "c", "d");
        pass(Workers.BURST);
        askWhetherLate();
        pass(Workers.TARGET);
        askWhetherLate();
        pass(Duration.ofNanos(1));

        given.remove().run();

        assertThat(done)
                .as("the last found the queue empty behind it")
                .containsExactly("a", "c", "d", "late", "in time");
    }

    private void ask(String... names) {
        for (var name : names) {
            workers.execute(() -> done.add(name));
        }
    }

    private void askWhetherLate() {
        workers.execute(() -> done.add(Workers.isLate() ? "late" : "in time"));
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private void give(Runnable task) {
        if (given.size() >= threads) {
            throw new RejectedExecutionException("all threads are busy");
        }
        given.add(task);
    }
}
