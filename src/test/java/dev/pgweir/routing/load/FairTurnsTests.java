package dev.pgweir.routing.load;

import static dev.pgweir.routing.load.AskedTurns.ask;
import static dev.pgweir.routing.load.AskedTurns.take;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.routing.load.FairTurns.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FairTurnsTests {

    @Test
    void leavesAQuarterToOthersWhereOneResourceHoldsAllItMay() throws Exception {
        var turns = turns(20, 100, 75);

        assertThat(held(take(turns, "stuck", 60))).hasSize(15);
        assertThat(held(take(turns, "other", 1))).hasSize(1);
    }

    @Test
    void leavesRoomHoweverManyResourcesAreStuck() throws Exception {
        var turns = turns(20, 1000, 75);
        take(turns, "stuck", 60);
        take(turns, "stuck-too", 60);

        assertThat(held(take(turns, "other", 1))).hasSize(1);
    }

    @Test
    void letsOneResourceHaveAllWhereTheShareSaysSo() throws Exception {
        assertThat(held(take(turns(20, 100, 100), "sales", 20))).hasSize(20);
    }

    @Test
    void letsASmallPoolServeEachResource() throws Exception {
        var turns = turns(1, 10, 75);
        var first = take(turns, "sales", 2);

        assertThat(held(first)).hasSize(1);
        first.getFirst().end();
        assertThat(held(first)).hasSize(2);
    }

    @Test
    void givesAFreedTurnToTheResourceThatHoldsFewest() throws Exception {
        var turns = turns(4, 100, 100);
        var busy = take(turns, "busy", 10);
        var late = take(turns, "late", 2);

        busy.getFirst().end();

        assertThat(held(busy)).hasSize(4);
        assertThat(held(late)).hasSize(1);
    }

    @Test
    void servesThoseOfOneResourceInTheirOrder() throws Exception {
        var turns = turns(1, 100, 100);
        var all = take(turns, "sales", 4);

        all.getFirst().end();
        all.get(1).end();

        assertThat(all.get(2).await(Duration.ZERO)).isTrue();
        assertThat(all.get(3).await(Duration.ZERO)).isFalse();
    }

    @Test
    void turnsAwayWhoWouldFillTheQueueButNotTheFirstOfAnother() {
        var turns = turns(1, 8, 75);
        var taken = take(turns, "stuck", 1 + 6);

        assertThat(taken).hasSize(7);
        assertThat(ask(turns, "stuck")).isEmpty();
        assertThat(ask(turns, "other")).isPresent();
        assertThat(turns.waiting()).isEqualTo(7);
    }

    @Test
    void forgetsWhoGaveUpWaiting() throws Exception {
        var turns = turns(1, 8, 100);
        var all = take(turns, "sales", 3);

        all.get(1).end();
        all.getFirst().end();

        assertThat(all.get(2).await(Duration.ZERO)).isTrue();
        assertThat(turns.waiting()).isZero();
    }

    @Test
    void tellsThoseWhoWaitOnceTheirTurnHasCome() throws Exception {
        var turns = turns(1, 8, 100);
        var all = take(turns, "sales", 3);
        List<Turn> told = new ArrayList<>();
        assertThat(all.getFirst().isAwaited(() -> told.add(all.getFirst()))).isFalse();
        assertThat(all.get(1).isAwaited(() -> told.add(all.get(1)))).isTrue();
        assertThat(all.get(2).isAwaited(() -> told.add(all.get(2)))).isTrue();

        all.getFirst().end();

        assertThat(told).containsExactly(all.get(1));
    }

    @Test
    void neitherLosesNorInventsATurn() throws Exception {
        var size = 7;
        var random = new Random(7);
        var turns = turns(size, 50, 75);
        List<Turn> all = new ArrayList<>();
        Map<Turn, String> owners = new HashMap<>();
        for (var step = 0; step < 20_000; step++) {
            if (random.nextBoolean()) {
                var resource = "r" + random.nextInt(4);
                ask(turns, resource).ifPresent(turn -> {
                    all.add(turn);
                    owners.put(turn, resource);
                });
            } else if (!all.isEmpty()) {
                all.remove(random.nextInt(all.size())).end();
            }
            var held = held(all);
            assertThat(held).hasSizeLessThanOrEqualTo(size);
            assertThat(turns.waiting()).isEqualTo(all.size() - held.size());
            var nobodyHolds = held.stream().map(owners::get).distinct().count();
            assertThat(nobodyHolds > 0 || all.isEmpty())
                    .as("somebody is served")
                    .isTrue();
        }
        List.copyOf(all).forEach(Turn::end);
        assertThat(held(take(turns, "last", 5))).hasSize(5);
    }

    private static FairTurns turns(int size, int queueSize, int share) {
        return new FairTurns(size, queueSize, share, Duration.ZERO, () -> 0);
    }

    private static List<Turn> held(List<Turn> turns) throws InterruptedException {
        List<Turn> held = new ArrayList<>();
        for (var turn : turns) {
            if (turn.await(Duration.ZERO)) {
                held.add(turn);
            }
        }
        return held;
    }
}
