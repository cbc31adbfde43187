package dev.pgweir.cluster.monitor;

import dev.pgweir.cluster.LogPosition;
import dev.pgweir.cluster.NodeState;
import dev.pgweir.cluster.Role;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.OptionalLong;

/**
 * Where the primary's log stood at which moments, by the gateway's own clock: it tells how old the newest moment is of which a
 * replica has all. Unlike the time stamp of the last transaction replayed, that is right for a primary without writes, too. Not
 * thread-safe.
 */
final class LogSamples {

    private static final long MOST_AGE = Duration.ofMinutes(10).toNanos();

    private record Sample(long moment, LogPosition position) {}

    private final ArrayDeque<Sample> samples = new ArrayDeque<>();

    /**
     * Notes where the log stood.
     *
     * @param moment one before the primary was asked: what was committed until then lies before the position
     */
    void add(long moment, LogPosition position) {
        while (!samples.isEmpty() && samples.peekLast().position().compareTo(position) >= 0) {
            samples.removeLast();
        }
        while (!samples.isEmpty() && moment - samples.peekFirst().moment() > MOST_AGE) {
            samples.removeFirst();
        }
        samples.addLast(new Sample(moment, position));
    }

    /** The newest moment of which a node that has come to this position has all; empty where that is too long ago. */
    OptionalLong freshAsOf(LogPosition position) {
        for (var newest = samples.descendingIterator(); newest.hasNext(); ) {
            var sample = newest.next();
            if (sample.position().compareTo(position) <= 0) {
                return OptionalLong.of(sample.moment());
            }
        }
        return OptionalLong.empty();
    }

    /**
     * Of which moment a node holds everything; what a primary says of itself is noted.
     *
     * @param state what it answered
     * @param newestTimeline the timeline of the cluster
     * @param begun when it was asked, as of {@link System#nanoTime}
     */
    OptionalLong freshAsOf(NodeState state, int newestTimeline, long begun) {
        if (!(state instanceof NodeState.Up up) || up.timeline() < newestTimeline) {
            return OptionalLong.empty();
        }
        if (up.role() == Role.REPLICA) {
            return freshAsOf(up.position());
        }
        add(begun, up.position());
        return OptionalLong.of(begun);
    }
}
