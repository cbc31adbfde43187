package dev.pgweir.resources;

import dev.pgweir.catalog.Table;
import dev.pgweir.partitions.KeyType;
import dev.pgweir.partitions.KeyValue;
import dev.pgweir.partitions.RangePartitions;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.stereotype.Component;

/**
 * Remembers between which values of its partition key each table was seen to hold rows, so that a walk takes the partitions
 * that were made ahead in its first step. What it tells is a hint: rows come and go. Thread-safe.
 */
@Component
final class Frontier {

    private record Place(String schema, String table, KeyType type) {}

    private record Seen(KeyValue lowest, KeyValue highest) {

        Seen with(Seen other) {
            return new Seen(
                    lowest.compareTo(other.lowest) <= 0 ? lowest : other.lowest,
                    highest.compareTo(other.highest) >= 0 ? highest : other.highest);
        }
    }

    private final ConcurrentMap<Place, Seen> places = new ConcurrentHashMap<>();

    /** The highest or the lowest value that was seen. */
    Optional<KeyValue> of(Table table, RangePartitions partitions, boolean highest) {
        return Optional.ofNullable(places.get(place(table, partitions.type())))
                .map(seen -> highest ? seen.highest() : seen.lowest());
    }

    /** Notes that there is a row. */
    void saw(Table table, KeyValue value) {
        var place = place(table, value.type());
        var known = places.get(place);
        if (known == null || value.compareTo(known.lowest()) < 0 || value.compareTo(known.highest()) > 0) {
            places.merge(place, new Seen(value, value), Seen::with);
        }
    }

    private static Place place(Table table, KeyType type) {
        return new Place(table.schema(), table.name(), type);
    }
}
