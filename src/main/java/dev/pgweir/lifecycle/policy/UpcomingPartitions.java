package dev.pgweir.lifecycle.policy;

import static java.util.Comparator.naturalOrder;

import dev.pgweir.partitions.KeyValue;
import dev.pgweir.partitions.RangePartitions;
import dev.pgweir.partitions.RangePartitions.Placed;
import dev.pgweir.partitions.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How far the partitions of a table reach beyond its present without a gap.
 *
 * @param count how many begin after the present
 * @param last where the last of them begins; empty where there is none
 * @param missing the windows of those that have to be made, in order
 */
public record UpcomingPartitions(int count, Optional<KeyValue> last, List<Window> missing) {

    /** Looks at the partitions of a table, at its present. */
    public static UpcomingPartitions of(RangePartitions partitions, LifeCyclePolicy policy, KeyValue present) {
        var placed = partitions.placed();
        var connected = connected(placed, present);
        var later = beginnings(placed.subList(0, connected), present);
        return new UpcomingPartitions(
                later.size(),
                later.isEmpty() ? Optional.empty() : Optional.of(later.getLast()),
                missing(placed, connected, policy, present, later.size()));
    }

    /** Where the partitions begin that begin after the present, up to the first gap behind it, in order. */
    public static List<KeyValue> beginnings(RangePartitions partitions, KeyValue present) {
        var placed = partitions.placed();
        return beginnings(placed.subList(0, connected(placed, present)), present);
    }

    private static List<KeyValue> beginnings(List<Placed> placed, KeyValue present) {
        return placed.stream()
                .flatMap(entry -> entry.window().from().stream())
                .filter(from -> from.compareTo(present) > 0)
                .toList();
    }

    /** How many of the first partitions there are before a gap that ends after the present. */
    private static int connected(List<Placed> placed, KeyValue present) {
        for (var i = 1; i < placed.size(); i++) {
            var end = placed.get(i - 1).window().to();
            var from = placed.get(i).window().from();
            if (from.filter(key -> key.compareTo(present) > 0).isPresent() && !end.equals(from)) {
                return i;
            }
        }
        return placed.size();
    }

    /** Behind one without an end none can follow; those behind a gap count once that is filled. */
    private static List<Window> missing(
            List<Placed> placed, int connected, LifeCyclePolicy policy, KeyValue present, int later) {
        var missing = new ArrayList<Window>();
        var ready = later;
        var next = connected;
        var from = placed.isEmpty()
                ? policy.grid().floor(present)
                : placed.get(connected - 1).window().to();
        while (from.isPresent() && (from.get().compareTo(present) <= 0 || ready < policy.makeAhead())) {
            var begins = next < placed.size() ? placed.get(next).window().from() : Optional.<KeyValue>empty();
            var to = begins.equals(from)
                    ? placed.get(next++).window().to()
                    : earlier(policy.grid().next(from.get()), begins);
            if (!begins.equals(from) && to.isPresent()) {
                missing.add(new Window(from, to));
            }
            ready += to.isPresent() && from.get().compareTo(present) > 0 ? 1 : 0;
            from = to;
        }
        return List.copyOf(missing);
    }

    private static Optional<KeyValue> earlier(Optional<KeyValue> first, Optional<KeyValue> second) {
        return Stream.concat(first.stream(), second.stream()).min(naturalOrder());
    }

    /** The windows between partitions that none of them holds. */
    public static List<Window> gaps(RangePartitions partitions) {
        var gaps = new ArrayList<Window>();
        var placed = partitions.placed();
        for (var i = 1; i < placed.size(); i++) {
            var gap = new Window(
                    placed.get(i - 1).window().to(), placed.get(i).window().from());
            if (gap.from().isPresent() && gap.to().isPresent() && !gap.isEmpty()) {
                gaps.add(gap);
            }
        }
        return List.copyOf(gaps);
    }
}
