package dev.pgweir.cluster;

import java.util.Comparator;

/**
 * A position in the log of one timeline. Of two, that on the newer timeline is the later one.
 *
 * @param timeline the timeline
 * @param lsn the position
 */
public record LogPosition(int timeline, Lsn lsn) implements Comparable<LogPosition> {

    private static final Comparator<LogPosition> ORDER =
            Comparator.comparingInt(LogPosition::timeline).thenComparing(LogPosition::lsn);

    @Override
    public int compareTo(LogPosition other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return timeline + ":" + lsn;
    }
}
