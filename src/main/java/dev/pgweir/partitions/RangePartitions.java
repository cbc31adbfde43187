package dev.pgweir.partitions;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.Partition;
import dev.pgweir.catalog.Partition.Bound;
import dev.pgweir.catalog.Partition.Bounds;
import dev.pgweir.catalog.Partitioning;
import dev.pgweir.catalog.Table;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The partitions of a table that is partitioned by range over one column, in the order of their windows. Immutable. */
public final class RangePartitions {

    private static final Comparator<Placed> BY_LOWER_BOUND = Comparator.<Placed, Boolean>comparing(
                    placed -> placed.window.from().isPresent())
            .thenComparing(
                    placed -> placed.window.from().map(KeyValue::position).orElse(BigInteger.ZERO));

    private final Column column;
    private final KeyType type;
    private final List<Placed> placed;
    private final Optional<Partition> rest;

    private RangePartitions(Column column, KeyType type, List<Placed> placed, Optional<Partition> rest) {
        this.column = column;
        this.type = type;
        this.placed = placed;
        this.rest = rest;
    }

    /** Places the partitions of a table; empty unless it is so partitioned and every bound is understood. */
    public static Optional<RangePartitions> of(Table table) {
        return table.partitioning()
                .filter(partitioning -> partitioning.strategy() == Partitioning.Strategy.RANGE)
                .filter(partitioning -> partitioning.key().size() == 1)
                .flatMap(partitioning -> table.column(partitioning.key().getFirst())
                        .flatMap(column ->
                                KeyType.of(column).flatMap(type -> of(column, type, partitioning.partitions()))));
    }

    private static Optional<RangePartitions> of(Column column, KeyType type, List<Partition> partitions) {
        List<Placed> placed = partitions.stream()
                .flatMap(partition -> Placed.of(partition, type).stream())
                .sorted(BY_LOWER_BOUND)
                .toList();
        Optional<Partition> rest = partitions.stream()
                .filter(partition -> partition.bounds() instanceof Bounds.Rest)
                .findFirst();
        boolean understood = placed.size() + rest.stream().count() == partitions.size();
        return understood ? Optional.of(new RangePartitions(column, type, placed, rest)) : Optional.empty();
    }

    /** The partition key. */
    public Column column() {
        return column;
    }

    /** The type of the partition key. */
    public KeyType type() {
        return type;
    }

    /** All partitions but the default one, in the order of their windows. */
    public List<Placed> placed() {
        return placed;
    }

    /** The default partition, if there is one. */
    public Optional<Partition> rest() {
        return rest;
    }

    /** The narrowest window outside which no row can lie; open on both sides where a default partition takes the rest. */
    public Window extent() {
        return rest.isPresent() || placed.isEmpty()
                ? Window.ALL
                : new Window(
                        placed.getFirst().window.from(), placed.getLast().window.to());
    }

    /** The bounds of the partition that holds this value; empty where none or only the default partition does. */
    public Optional<Window> windowAround(KeyValue value) {
        return placed.stream()
                .map(Placed::window)
                .filter(window -> window.contains(value))
                .findFirst();
    }

    /** The partitions that can hold a key inside the window, in the order of their bounds, the default partition last. */
    public List<Partition> intersecting(Window window) {
        if (window.isEmpty()) {
            return List.of();
        }
        return Stream.concat(
                        placed.stream()
                                .filter(entry -> !entry.window.intersect(window).isEmpty())
                                .map(Placed::partition),
                        rest.stream())
                .toList();
    }

    /**
     * A partition in its place.
     *
     * @param partition the partition
     * @param window the keys that it holds
     */
    public record Placed(Partition partition, Window window) {

        static Optional<Placed> of(Partition partition, KeyType type) {
            return partition.bounds() instanceof Bounds.Range(var from, var to)
                    ? above(from.getFirst(), type)
                            .flatMap(lower -> below(to.getFirst(), type).map(lower::intersect))
                            .map(window -> new Placed(partition, window))
                    : Optional.empty();
        }

        private static Optional<Window> above(Bound bound, KeyType type) {
            return switch (bound) {
                case Bound.MinValue() -> Optional.of(Window.ALL);
                case Bound.MaxValue() -> Optional.empty();
                case Bound.Value(String text) when text.equals("-infinity") -> Optional.of(Window.ALL);
                case Bound.Value(String text) -> type.parse(text).map(Window::startingAt);
            };
        }

        private static Optional<Window> below(Bound bound, KeyType type) {
            return switch (bound) {
                case Bound.MaxValue() -> Optional.of(Window.ALL);
                case Bound.MinValue() -> Optional.empty();
                case Bound.Value(String text) when text.equals("infinity") -> Optional.of(Window.ALL);
                case Bound.Value(String text) -> type.parse(text).map(Window::before);
            };
        }
    }
}
