package dev.pgweir.routing.load;

import static dev.pgweir.routing.load.AskedTurns.PATIENCE;
import static dev.pgweir.routing.load.AskedTurns.ask;
import static dev.pgweir.routing.load.AskedTurns.take;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.routing.load.FairTurns.Turn;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How long those who ask for a turn may have to wait, by a clock of the test's own. */
class LineTests {

    private static final Duration TARGET = Duration.ofMillis(20);

    private long now;

    @Test
    void keepsASteadyCrowdWaitingForLessThanTwoTurns() {
        var crowd = new Crowd(turns(10, 1000, 100), Duration.ofMillis(50));

        crowd.arrive(Duration.ofSeconds(20), 10 * 200);

        assertThat(crowd.waits(Duration.ofSeconds(1)))
                .hasSizeGreaterThan(3700)
                .allMatch(wait -> wait.compareTo(Duration.ofMillis(105)) <= 0);
    }

    @Test
    void letsAShortBurstOfQuickRequestsPass() {
        var crowd = new Crowd(turns(10, 1000, 100), Duration.ofMillis(2));
        crowd.arrive(Duration.ofSeconds(1), 100);

        assertThat(crowd.arrive(Duration.ofMillis(1), 300_000)).isZero();
    }

    @Test
    void doesNotLetAStandingLineOfQuickRequestsGrow() {
        var crowd = new Crowd(turns(10, 1000, 100), Duration.ofMillis(2));

        crowd.arrive(Duration.ofSeconds(5), 4 * 5_000);

        assertThat(crowd.waits(Duration.ofSeconds(1)))
                .hasSizeGreaterThan(19_000)
                .allMatch(wait -> wait.compareTo(TARGET.plusMillis(2)) <= 0);
    }

    @Test
    void remembersHowLongTurnsTakeWhileNobodyAsks() {
        var crowd = new Crowd(turns(10, 1000, 100), Duration.ofMillis(50));
        crowd.arrive(Duration.ofSeconds(2), 100);
        now += Duration.ofMinutes(1).toNanos();

        crowd.arrive(Duration.ofSeconds(1), 10 * 200);

        assertThat(crowd.waits(Duration.ofMinutes(1)))
                .hasSizeGreaterThan(190)
                .allMatch(wait -> wait.compareTo(Duration.ofMillis(105)) <= 0);
    }

    @Test
    void letsAFewWaitHoweverLongTurnsTake() {
        var turns = turns(1, 1000, 100);
        serve(turns, Duration.ofMillis(300));

        assertThat(take(turns, "sales", 20)).hasSize(4);
        assertThat(ask(turns, "sales")).isEmpty();
    }

    @Test
    void refusesNobodyWhereTheyComeAsFastAsTheyAreServed() {
        var crowd = new Crowd(turns(10, 1000, 100), Duration.ofMillis(50));

        assertThat(crowd.arrive(Duration.ofSeconds(20), 190)).isZero();
    }

    @Test
    void letsThemWaitForAsLongAsTheyAgreedTo() {
        var turns = turns(1, 1000, 100);
        serve(turns, Duration.ofMillis(100));
        take(turns, "sales", 1);

        assertThat(agreed(turns, Duration.ofMillis(900), 20)).isEqualTo(5);
        assertThat(turns.ask("sales", PATIENCE, false)).isEmpty();
        assertThat(turns.expectedWait("sales")).isEqualTo(Duration.ofMillis(700));
    }

    @Test
    void letsNobodyWaitWhoHasNoTimeForTheTurnItself() {
        var turns = turns(1, 1000, 100);
        serve(turns, Duration.ofMillis(100));
        take(turns, "sales", 1);

        assertThat(agreed(turns, Duration.ofMillis(150), 1)).isZero();
    }

    @Test
    void measuresEachResourceAlone() {
        var turns = turns(2, 1000, 50);
        serve(turns, Duration.ofSeconds(60));
        take(turns, "sales", 1);
        take(turns, "other", 1);

        assertThat(ask(turns, "other")).isPresent();
        assertThat(turns.expectedWait("other")).isZero();
    }

    /** Has one resource known to take so long. */
    private void serve(FairTurns turns, Duration time) {
        var known = take(turns, "sales", 1).getFirst();
        now += time.toNanos();
        take(turns, "sales", 1);
        known.end();
    }

    private static long agreed(FairTurns turns, Duration patience, int times) {
        return Stream.generate(() -> turns.ask("sales", patience, true))
                .limit(times)
                .filter(Optional::isPresent)
                .count();
    }

    /** Requests that come at a steady rate, whether those before were answered or not, each with a turn of the same length. */
    private final class Crowd {

        private record Asked(Turn turn, long at) {}

        private record Served(long at, Duration waited) {}

        private final FairTurns turns;
        private final long length;
        private final Queue<Asked> waiting = new ArrayDeque<>();
        private final Queue<Asked> running = new ArrayDeque<>();
        private final List<Served> served = new ArrayList<>();

        Crowd(FairTurns turns, Duration length) {
            this.turns = turns;
            this.length = length.toNanos();
        }

        /** @return how many were refused */
        int arrive(Duration time, int rate) {
            var refused = 0;
            var end = now + time.toNanos();
            var gap = Duration.ofSeconds(1).toNanos() / rate;
            for (var next = now; next < end; next += gap) {
                endBefore(next);
                now = next;
                var turn = turns.ask("sales", PATIENCE, false);
                turn.ifPresent(asked -> waiting.add(new Asked(asked, now)));
                refused += turn.isEmpty() ? 1 : 0;
                begin();
            }
            return refused;
        }

        private void endBefore(long moment) {
            while (!running.isEmpty() && running.element().at() + length <= moment) {
                now = running.element().at() + length;
                running.remove().turn().end();
                begin();
            }
        }

        private void begin() {
            while (!waiting.isEmpty() && hasCome(waiting.element().turn())) {
                var asked = waiting.remove();
                served.add(new Served(asked.at(), Duration.ofNanos(now - asked.at())));
                running.add(new Asked(asked.turn(), now));
            }
        }

        /** How long those waited that were served and had come after so long. */
        List<Duration> waits(Duration warmUp) {
            return served.stream()
                    .filter(one -> one.at() > warmUp.toNanos())
                    .map(Served::waited)
                    .toList();
        }
    }

    private static boolean hasCome(Turn turn) {
        try {
            return turn.await(Duration.ZERO);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private FairTurns turns(int size, int queueSize, int share) {
        return new FairTurns(size, queueSize, share, TARGET, () -> now);
    }
}
