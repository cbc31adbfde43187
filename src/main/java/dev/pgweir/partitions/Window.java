package dev.pgweir.partitions;

import static java.util.Comparator.naturalOrder;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * A half-open range {@code [from, to)} of a partition key. Where the last value of the type stands in the way of
 * an exact bound, a window is wider than asked for, never narrower.
 *
 * @param from the lowest value inside; empty where there is none
 * @param to the lowest value above; empty where there is none
 */
public record Window(Optional<KeyValue> from, Optional<KeyValue> to) {

    /** Every value. */
    public static final Window ALL = new Window(Optional.empty(), Optional.empty());

    /** All values greater than or equal to this one. */
    public static Window startingAt(KeyValue value) {
        return new Window(Optional.of(value), Optional.empty());
    }

    /** All values greater than this one. */
    public static Window after(KeyValue value) {
        return startingAt(value.next().orElse(value));
    }

    /** All values less than this one. */
    public static Window before(KeyValue value) {
        return new Window(Optional.empty(), Optional.of(value));
    }

    /** All values less than or equal to this one. */
    public static Window through(KeyValue value) {
        return new Window(Optional.empty(), value.next());
    }

    /** This value alone. */
    public static Window only(KeyValue value) {
        return startingAt(value).intersect(through(value));
    }

    /** The values that lie in both. */
    public Window intersect(Window other) {
        return new Window(
                Stream.concat(from.stream(), other.from.stream()).max(naturalOrder()),
                Stream.concat(to.stream(), other.to.stream()).min(naturalOrder()));
    }

    /** Whether the value lies inside. */
    public boolean contains(KeyValue value) {
        return (from.isEmpty() || from.get().compareTo(value) <= 0)
                && (to.isEmpty() || to.get().compareTo(value) > 0);
    }

    /** Whether no value can lie inside. */
    public boolean isEmpty() {
        return from.isPresent() && to.isPresent() && from.get().compareTo(to.get()) >= 0;
    }
}
