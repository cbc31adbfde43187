package dev.pgweir.lifecycle.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pgweir.partitions.KeyValue;
import dev.pgweir.partitions.RangePartitions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Names new partitions after their lower bound: in the way of the newest that are so named, else {@code table_bound}.
 * Immutable.
 */
public final class PartitionNames {

    private static final int LONGEST_NAME = 63;

    private final Grid grid;
    private final String prefix;
    private final int form;

    private PartitionNames(Grid grid, String prefix, int form) {
        this.grid = grid;
        this.prefix = prefix;
        this.form = form;
    }

    /** The way in which the partitions of a table are named. */
    public static PartitionNames of(String table, Grid grid, RangePartitions partitions) {
        return partitions.placed().reversed().stream()
                .flatMap(placed -> placed.window().from().stream()
                        .flatMap(from -> recognized(grid, placed.partition().name(), from).stream()))
                .findFirst()
                .orElseGet(() -> new PartitionNames(grid, table + "_", 0));
    }

    /** The longest text of the bound that the name ends in: {@code 20240101} ends in that of a year, too, here and there. */
    private static Optional<PartitionNames> recognized(Grid grid, String name, KeyValue from) {
        var texts = texts(grid, from);
        return IntStream.range(0, texts.size())
                .boxed()
                .filter(form -> name.endsWith(texts.get(form)))
                .max(Comparator.comparingInt(form -> texts.get(form).length()))
                .map(form -> new PartitionNames(
                        grid, name.substring(0, name.length() - texts.get(form).length()), form));
    }

    /** The name of the partition that begins there: none of those that are taken. */
    public String name(KeyValue from, Set<String> taken) {
        var text = texts(grid, from).get(form);
        return Stream.concat(Stream.of(text), Stream.iterate(2, n -> n + 1).map(n -> text + "_" + n))
                .map(this::prefixed)
                .filter(name -> !taken.contains(name))
                .findFirst()
                .orElseThrow();
    }

    /** The server would cut off the end, which is the part that tells. */
    private String prefixed(String text) {
        var kept = prefix;
        while (!kept.isEmpty() && (kept + text).getBytes(UTF_8).length > LONGEST_NAME) {
            kept = kept.substring(0, kept.offsetByCodePoints(kept.length(), -1));
        }
        return kept + text;
    }

    private static List<String> texts(Grid grid, KeyValue from) {
        return switch (grid) {
            case Grid.OfCalendar(var clock, var unit) -> {
                var day = clock.day(from);
                yield unit.formats().map(day::format).toList();
            }
            case Grid.OfSteps _ -> List.of(from.text().replace("-", "minus_"));
        };
    }
}
