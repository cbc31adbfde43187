package dev.pgweir.resources.list;

import dev.pgweir.catalog.Table;
import dev.pgweir.partitions.KeyType;
import dev.pgweir.partitions.KeyValue;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.stereotype.Component;

/**
 * Remembers the outermost value of its partition key that was seen from either end of each table, so that a walk takes the
 * partitions that were made ahead in its first step. What it tells is a hint: rows come and go. Thread-safe.
 */
@Component
final class OutermostKeys {

    private record End(String schema, String table, KeyType type, boolean upper) {}

    private final ConcurrentMap<End, KeyValue> seen = new ConcurrentHashMap<>();

    /** The outermost value that was seen. */
    Optional<KeyValue> of(Table table, KeyType type, boolean upper) {
        return Optional.ofNullable(seen.get(new End(table.schema(), table.name(), type, upper)));
    }

    /** Notes that a walk from an end of the table came upon a row. */
    void saw(Table table, KeyValue value, boolean upper) {
        var end = new End(table.schema(), table.name(), value.type(), upper);
        var known = seen.get(end);
        if (known == null || isOutside(value, known, upper)) {
            seen.merge(end, value, (one, other) -> isOutside(one, other, upper) ? one : other);
        }
    }

    private static boolean isOutside(KeyValue value, KeyValue known, boolean upper) {
        return upper ? value.compareTo(known) > 0 : value.compareTo(known) < 0;
    }
}
