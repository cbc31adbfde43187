package dev.pgweir.cluster;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Where the ancestors of a timeline ended: what a promotion took over of each. What lies behind is lost.
 *
 * @param ends the position at which each ancestor ended, by its number
 */
public record TimelineHistory(Map<Integer, Lsn> ends) {

    private static final Pattern LINE = Pattern.compile("(?m)^(\\d+)\\t([0-9A-Fa-f]+/[0-9A-Fa-f]+)");

    public TimelineHistory {
        ends = Map.copyOf(ends);
    }

    /** The history of a cluster that was never promoted. */
    public static TimelineHistory ofTheFirst() {
        return new TimelineHistory(Map.of());
    }

    /** Reads a timeline's history file (PostgreSQL manual, chapter 25.3.6). */
    public static TimelineHistory parse(String file) {
        return new TimelineHistory(LINE.matcher(file)
                .results()
                .collect(toUnmodifiableMap(
                        line -> Integer.valueOf(line.group(1)),
                        (MatchResult line) -> Lsn.parse(line.group(2)),
                        (_, later) -> later)));
    }

    /** Whether the log up to a position on an older timeline is part of this one. */
    public boolean contains(LogPosition position) {
        return Optional.ofNullable(ends.get(position.timeline()))
                .filter(end -> position.lsn().compareTo(end) <= 0)
                .isPresent();
    }
}
