package dev.pgweir.partitions;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.Partition;
import dev.pgweir.catalog.Partition.Bound;
import dev.pgweir.catalog.Partition.Bounds;
import dev.pgweir.catalog.Partitioning;
import dev.pgweir.catalog.PerTable;
import dev.pgweir.catalog.Table;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * The partitions of a table that is partitioned by range, in the order of their windows of the key's first column. Found once a
 * table. Immutable.
 */
public final class RangePartitions {

    private static final PerTable<Optional<RangePartitions>> KNOWN = new PerTable<>();

    private static final Comparator<Placed> BY_LOWER_BOUND = Comparator.<Placed, Boolean>comparing(
                    placed -> placed.window.from().isPresent())
            .thenComparing(
                    placed -> placed.window.from().map(KeyValue::position).orElse(BigInteger.ZERO));

    private final Column column;
    private final KeyType type;
    private final List<Placed> placed;
    private final List<KeyValue> cuts;
    private final Optional<Partition> rest;

    private RangePartitions(Column column, KeyType type, List<Placed> placed, Optional<Partition> rest) {
        this.column = column;
        this.type = type;
        this.placed = placed;
        this.cuts = placed.stream()
                .flatMap(entry -> entry.window.from().stream())
                .distinct()
                .toList();
        this.rest = rest;
    }

    /** Places the partitions of a table; empty unless it is so partitioned and every bound is understood. */
    public static Optional<RangePartitions> of(Table table) {
        return table.partitioning().isEmpty() ? Optional.empty() : KNOWN.get(table, RangePartitions::place);
    }

    /** The same, of a table that is partitioned over one column and no more. */
    public static Optional<RangePartitions> ofOneColumn(Table table) {
        return table.partitioning()
                .filter(partitioning -> partitioning.key().size() == 1)
                .flatMap(_ -> of(table));
    }

    private static Optional<RangePartitions> place(Table table) {
        return table.partitioning()
                .filter(partitioning -> partitioning.strategy() == Partitioning.Strategy.RANGE)
                .filter(partitioning -> !partitioning.key().isEmpty())
                .flatMap(partitioning -> table.column(partitioning.key().getFirst())
                        .filter(Column::readable)
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

    /** The first column of the partition key. */
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

    /** Whether some row may have no value of the key: only the default partition takes it. */
    public boolean mayHoldNull() {
        return column.nullable() && rest.isPresent();
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
        var begun = below(
                placed.size(), i -> begins(i, value) || placed.get(i).window.contains(value));
        return begun == 0
                ? Optional.empty()
                : Optional.of(placed.get(begun - 1).window).filter(window -> window.contains(value));
    }

    /** The window around a value that no partition holds; empty where one does. */
    public Optional<Window> gapAround(KeyValue value) {
        if (rest.isPresent() || windowAround(value).isPresent()) {
            return Optional.empty();
        }
        var begun = below(placed.size(), i -> begins(i, value));
        return Optional.of(new Window(
                begun == 0 ? Optional.empty() : placed.get(begun - 1).window.to(),
                begun == placed.size()
                        ? Optional.empty()
                        : placed.get(begun).window.from()));
    }

    /** The partitions that can hold a key inside the window, in the order of their bounds, the default partition last. */
    public List<Partition> intersecting(Window window) {
        if (window.isEmpty()) {
            return List.of();
        }
        List<Partition> found = new ArrayList<>();
        for (var entry : placed) {
            if (entry.window.meets(window)) {
                found.add(entry.partition);
            }
        }
        rest.ifPresent(found::add);
        return found;
    }

    /** How many partitions can hold a key inside the window. */
    public int count(Window window) {
        if (window.isEmpty()) {
            return 0;
        }
        var begun =
                window.to().map(to -> below(placed.size(), i -> begins(i, to))).orElse(placed.size());
        var ended = window.from().map(from -> below(begun, i -> ends(i, from))).orElse(0);
        return begun - ended + (rest.isPresent() ? 1 : 0);
    }

    private boolean begins(int index, KeyValue before) {
        return placed.get(index)
                .window
                .from()
                .filter(from -> from.compareTo(before) >= 0)
                .isEmpty();
    }

    private boolean ends(int index, KeyValue before) {
        return placed.get(index)
                .window
                .to()
                .filter(to -> to.compareTo(before) <= 0)
                .isPresent();
    }

    /** Binary search: how many leading indexes have the property; it must not hold again after the first that lacks it. */
    private static int below(int size, IntPredicate property) {
        var from = 0;
        var to = size;
        while (from < to) {
            var middle = (from + to) >>> 1;
            if (property.test(middle)) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    /**
     * The part of a window at one end of it that so many partitions can hold. Parts end where partitions begin, and the last one
     * goes on to the end of the window, so that nothing is left out whatever partitions come or go.
     *
     * @param upper whether at the upper end
     * @param width how many partitions, at least 1
     */
    public Window endOf(Window window, boolean upper, int width) {
        if (upper) {
            var cut = above(window) - width;
            return cut < first() ? window : window.intersect(Window.startingAt(cuts.get(cut)));
        }
        var cut = below(window) + width - 1;
        return cut >= cuts.size() ? window : window.intersect(Window.before(cuts.get(cut)));
    }

    /** How many partitions wide the end of a window is that reaches to a value inside it. */
    public int widthTo(Window window, boolean upper, KeyValue value) {
        var at = firstAbove(value);
        return Math.max(1, upper ? above(window) - at + 1 : at - below(window) + 1);
    }

    /** How many partitions begin below the upper end of a window. */
    private int above(Window window) {
        return window.to()
                .map(to -> below(cuts.size(), i -> cuts.get(i).compareTo(to) < 0))
                .orElse(cuts.size());
    }

    /** The number of the cut that ends the first partition of a window. */
    private int below(Window window) {
        return Math.max(first(), window.from().map(this::firstAbove).orElse(0));
    }

    /** The number of the first cut that has a partition below it. */
    private int first() {
        return placed.isEmpty() || placed.getFirst().window.from().isEmpty() ? 0 : 1;
    }

    private int firstAbove(KeyValue value) {
        return below(cuts.size(), i -> cuts.get(i).compareTo(value) <= 0);
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
                            .flatMap(lower -> below(to, type).map(lower::intersect))
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

        /** Of several columns, the bound's own value of the first may occur below the bound. */
        private static Optional<Window> below(List<Bound> bounds, KeyType type) {
            var exclusive = bounds.stream().skip(1).allMatch(bound -> bound instanceof Bound.MinValue);
            return switch (bounds.getFirst()) {
                case Bound.MaxValue() -> Optional.of(Window.ALL);
                case Bound.MinValue() -> Optional.empty();
                case Bound.Value(String text) when text.equals("infinity") -> Optional.of(Window.ALL);
                case Bound.Value(String text) -> type.parse(text).map(exclusive ? Window::before : Window::through);
            };
        }
    }
}
