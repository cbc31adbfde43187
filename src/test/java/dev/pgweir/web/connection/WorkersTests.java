package dev.pgweir.web.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.request.PlaceInLine;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    void runsInOrderWhatHasQueued() {
        ask("a", "b", "c", "d");

        given.remove().run();

        assertThat(done).containsExactly("a", "b", "c", "d");
    }

    @Test
    void wakesNoThreadWhileOneIsWakingThatHasNothingElseToDo() {
        workers.execute(() -> ask("b"));
        given.remove().run();
        assertThat(done).as("done by the first thread").containsExactly("b");
        assertThat(given).as("the second, woken for b").hasSize(1);

        ask("c");
        assertThat(given).hasSize(1);

        given.remove().run();
        assertThat(done).containsExactly("b", "c");
    }

    @Test
    void runsTheNextOnceAnotherGivesWay() {
        workers.execute(() -> {
            Workers.giveWay();
            done.add("gave way to " + (given.size() - 1));
        });
        ask("b", "c");

        given.remove().run();

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
        workers.execute(() -> {
            ask("b", "c");

            pass(Workers.LONGEST);
            workers.passOver();
            assertThat(given).as("one for b").hasSize(1);

            pass(Duration.ofNanos(1));
            workers.passOver();
            assertThat(given).as("one more for c").hasSize(2);
        });

        given.remove().run();

        assertThat(done).containsExactly("b", "c");
    }

    @Test
    void wakesNoThreadWhileTasksWaitForConnections() {
        var left = waitForAConnection();

        ask("b", "c");
        assertThat(given).as("in place of the one that waits").isEmpty();

        left.serve();
        letTimePass();
        assertThat(given).hasSize(MOST);
    }

    @Test
    void beginsTheNextBehindATaskWhileOthersWaitForConnections() {
        waitForAConnection();
        ask("a", "b");

        letTimePass();
        given.remove().run();

        assertThat(done).containsExactly("a", "b");
    }

    @Test
    void beginsNoOtherWhileTooManyWaitForConnections() {
        var left = IntStream.range(0, MOST).mapToObj(_ -> waitForAConnection()).toList();
        ask("b");

        letTimePass();
        given.remove().run();
        assertThat(done).isEmpty();

        left.forEach(PlaceInLine::serve);
        letTimePass();
        given.remove().run();
        assertThat(done).containsExactly("b");
    }

    @Test
    void runsTheNextOnceATaskWaitsForAConnectionForLong() {
        var place = waitForAConnection();
        ask("b");
        assertThat(given).isEmpty();

        place.leave();
        given.remove().run();

        assertThat(done).containsExactly("b");
    }

    @Test
    void passesNobodyOverWhileTasksAreBegun() {
        waitForAConnection();
        ask("a", "b");
        letTimePass();
        given.remove().run();
        given.remove().run();
        ask("c");

        workers.passOver();
        assertThat(given).isEmpty();

        workers.passOver();
        assertThat(given).isNotEmpty();
    }

    @Test
    void countsAConnectionThatHasComeOnce() {
        var first = waitForAConnection();
        waitForAConnection();
        first.leave();
        first.leave();

        ask("b");

        assertThat(given).as("as long as the second waits").isEmpty();
    }

    @Test
    void givesNoPlaceInLineOutsideOfTasks() {
        Workers.joinLine().leave();

        ask("a");

        assertThat(given).hasSize(1);
    }

    @Test
    void keepsForLaterWhatNoThreadIsThereFor() {
        threads = 1;
        ask("a", "b", "c");

        given.remove().run();

        assertThat(done).containsExactly("a", "b", "c");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 9})
    void bearsABurst(long periodsOfSilence) {
        pass(Workers.PERIOD.multipliedBy(periodsOfSilence));
        ask("a", "b");
        IntStream.range(0, 9).forEach(_ -> askWhetherLate());
        pass(Workers.PERIOD);

        given.remove().run();

        assertThat(done).hasSize(11).doesNotContain("late");
    }

    @Test
    void findsLateWhatQueuesForTooLongOnceAllHaveForSomeTime() {
        overload();

        queueFor(Workers.TARGET);
        queueFor(Workers.TARGET.plusNanos(1));

        assertThat(done).containsExactly("in time", "late");
    }

    @Test
    void takesOneTaskThatIsInTimeForNoEndOfTheOverload() {
        overload();
        queueFor(Duration.ZERO);
        pass(Workers.PERIOD.dividedBy(2));

        queueFor(Workers.TARGET.plusNanos(1));

        assertThat(done).containsExactly("in time", "late");
    }

    @Test
    void bearsABurstAgainOnceNoneHasQueuedForTooLongForSomeTime() {
        overload();
        queueFor(Duration.ZERO);
        pass(Workers.PERIOD.plusNanos(1));
        queueFor(Duration.ZERO);

        queueFor(Workers.TARGET.plusNanos(1));

        assertThat(done).containsExactly("in time", "in time", "in time");
    }

    /** Tasks have queued for too long for longer than the period. */
    private void overload() {
        queueFor(Workers.PERIOD.plusNanos(1));
        assertThat(done).containsExactly("late");
        done.clear();
    }

    /** Has a task queue behind others for so long. */
    private void queueFor(Duration time) {
        workers.execute(() -> {});
        workers.execute(() -> {});
        askWhetherLate();
        pass(time);
        var busy = List.copyOf(given);
        given.clear();
        busy.forEach(Runnable::run);
    }

    /** In which nothing is begun. */
    private void letTimePass() {
        workers.passOver();
        workers.passOver();
    }

    /** Has a task give way and wait for a connection. */
    private PlaceInLine waitForAConnection() {
        var places = new ArrayList<PlaceInLine>();
        var task = (Runnable) () -> {
            Workers.giveWay();
            places.add(Workers.joinLine());
        };
        workers.execute(task);
        if (given.isEmpty()) {
            letTimePass();
        }
        given.remove().run();
        return places.getFirst();
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
