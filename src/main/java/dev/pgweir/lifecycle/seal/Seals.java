package dev.pgweir.lifecycle.seal;

import dev.pgweir.catalog.Partition;
import dev.pgweir.catalog.Table;
import dev.pgweir.partitions.RangePartitions;
import dev.pgweir.partitions.RangePartitions.Placed;
import dev.pgweir.partitions.Window;
import java.util.List;
import java.util.Optional;

/**
 * The sealed partitions at one moment. Immutable.
 *
 * @param sealed those that are sealed and attached, with the version of their seal
 */
public record Seals(List<Sealed> sealed) {

    /** None that is known. */
    public static final Seals NONE = new Seals(List.of());

    /**
     * A sealed partition.
     *
     * @param schema the schema it lives in
     * @param name its name
     * @param version a number that no other sealing has
     */
    public record Sealed(String schema, String name, long version) {}

    public Seals {
        sealed = List.copyOf(sealed);
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return sealed.isEmpty();
    }

    /**
     * What stays the same for as long as no row of a window can change: the versions of the seals of all partitions that hold
     * it.
     *
     * @return empty where some row can: where a partition is not sealed, or one could still be attached for keys that none holds
     */
    public Optional<List<Long>> versions(Table table, Window window) {
        return sealed.isEmpty()
                        || window.isEmpty()
                        || window.from().isEmpty()
                        || window.to().isEmpty()
                ? Optional.empty()
                : RangePartitions.of(table)
                        .filter(partitions -> partitions.rest().isEmpty())
                        .flatMap(partitions -> versions(partitions.placed(), window));
    }

    private Optional<List<Long>> versions(List<Placed> placed, Window window) {
        var held = placed.stream().filter(entry -> entry.window().meets(window)).toList();
        var versions = held.stream()
                .flatMap(entry -> version(entry.partition()).stream())
                .toList();
        return versions.size() == held.size() && covers(held, window) ? Optional.of(versions) : Optional.empty();
    }

    private Optional<Long> version(Partition partition) {
        return sealed.stream()
                .filter(seal ->
                        seal.schema().equals(partition.schema()) && seal.name().equals(partition.name()))
                .map(Sealed::version)
                .findFirst();
    }

    /** Whether no key of the window lies between two partitions, before the first, or behind the last. */
    private static boolean covers(List<Placed> held, Window window) {
        var left = window;
        for (var entry : held) {
            if (!left.intersect(entry.window()).from().equals(left.from())) {
                return false;
            }
            var end = entry.window().to();
            if (end.isEmpty()) {
                return true;
            }
            left = left.intersect(Window.startingAt(end.get()));
        }
        return left.isEmpty();
    }
}
