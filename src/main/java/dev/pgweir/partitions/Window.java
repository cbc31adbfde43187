package dev.pgweir.partitions;

import java.util.Optional;

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
        return new Window(bound(from, other.from, 1), bound(to, other.to, -1));
    }

    /** Of two bounds the greater one, or the lesser; one that is not there bounds nothing. */
    private static Optional<KeyValue> bound(Optional<KeyValue> one, Optional<KeyValue> two, int sign) {
        return two.isEmpty() || (one.isPresent() && sign * one.get().compareTo(two.get()) >= 0) ? one : two;
    }

    /** The narrowest window around both. */
    public Window hull(Window other) {
        if (isEmpty()) {
            return other;
        }
        if (other.isEmpty()) {
            return this;
        }
        return new Window(
                from.flatMap(one -> other.from.map(two -> one.compareTo(two) <= 0 ? one : two)),
                to.flatMap(one -> other.to.map(two -> one.compareTo(two) >= 0 ? one : two)));
    }

    /** Whether some value lies in both. */
    public boolean meets(Window other) {
        return !isEmpty() && !other.isEmpty() && isBelow(from, other.to) && isBelow(other.from, to);
    }

    private static boolean isBelow(Optional<KeyValue> from, Optional<KeyValue> to) {
        return from.isEmpty() || to.isEmpty() || from.get().compareTo(to.get()) < 0;
    }

    /** Whether the value lies inside. */
    public boolean contains(KeyValue value) {
        return (from.isEmpty() || from.get().compareTo(value) <= 0)
                && (to.isEmpty() || to.get().compareTo(value) > 0);
    }

    /** Whether no value can lie inside. */
    public boolean isEmpty() {
        return !isBelow(from, to);
    }
}
