package dev.pgweir.routing.load;

import dev.pgweir.routing.load.FairTurns.Turn;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Turns that tests ask for, as clients do who have not said how long they would wait. */
final class AskedTurns {

    static final Duration PATIENCE = Duration.ofSeconds(2);

    private AskedTurns() {}

    static Optional<Turn> ask(FairTurns turns, String resource) {
        return turns.ask(resource, PATIENCE, false);
    }

    static List<Turn> take(FairTurns turns, String resource, int times) {
        return Stream.generate(() -> ask(turns, resource))
                .limit(times)
                .flatMap(turn -> turn.stream())
                .toList();
    }
}
