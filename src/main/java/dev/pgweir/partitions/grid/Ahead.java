package dev.pgweir.partitions.grid;

import dev.pgweir.partitions.KeyValue;
import dev.pgweir.partitions.RangePartitions;
import dev.pgweir.partitions.RangePartitions.Placed;
import dev.pgweir.partitions.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far the partitions of a table reach beyond its present.
 *
 * @param count how many begin after the present
 * @param last where the last of them begins; empty where there is none
 * @param missing the windows of those that have to be made, in order
 */
public record Ahead(int count, Optional<KeyValue> last, List<Window> missing) {

    /** Looks at the partitions of a table, at its present. */
    public static Ahead of(RangePartitions partitions, Policy policy, KeyValue present) {
        var later = beginnings(partitions, present);
        return new Ahead(
                later.size(),
                later.isEmpty() ? Optional.empty() : Optional.of(later.getLast()),
                missing(partitions.placed(), policy, present, later.size()));
    }

    /** Where the partitions begin that begin after the present, in order. */
    public static List<KeyValue> beginnings(RangePartitions partitions, KeyValue present) {
        return partitions.placed().stream()
                .flatMap(placed -> placed.window().from().stream())
                .filter(from -> from.compareTo(present) > 0)
                .toList();
    }

    /** Behind one without an end none can follow. */
    private static List<Window> missing(List<Placed> placed, Policy policy, KeyValue present, int later) {
        var missing = new ArrayList<Window>();
        var ready = later;
        var from = placed.isEmpty()
                ? policy.grid().floor(present)
                : placed.getLast().window().to();
        while (from.isPresent() && (from.get().compareTo(present) <= 0 || ready < policy.makeAhead())) {
            var to = policy.grid().next(from.get());
            if (to.isPresent()) {
                missing.add(new Window(from, to));
                ready += from.get().compareTo(present) > 0 ? 1 : 0;
            }
            from = to;
        }
        return List.copyOf(missing);
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
