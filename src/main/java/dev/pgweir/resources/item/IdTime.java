package dev.pgweir.resources.item;

import dev.pgweir.partitions.KeyClock;
import dev.pgweir.partitions.KeyType;
import dev.pgweir.partitions.KeyValue;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the time at which an id was made out of the id itself, where it is of a kind that tells. */
final class IdTime {

    private static final int BITS_BELOW_TIME_IN_SNOWFLAKE = 22;
    private static final Pattern UUID_V7 =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-7[0-9a-fA-F]{3}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private IdTime() {}

    /**
     * The value of a partition key that a row may have whose id is this.
     *
     * @param id a UUID of version 7 (RFC 9562), or a Snowflake number
     * @param epoch from which Snowflake numbers count their milliseconds; empty where there are none
     * @param key the type of the partition key
     * @return empty where the id tells no time, or the key has none
     */
    static Optional<KeyValue> of(String id, Optional<Instant> epoch, KeyType key) {
        // A key that is a UUID itself need not be of the moment at which the id was made.
        return KeyClock.tellsTime(key) && key != KeyType.UUID
                ? time(id, epoch).flatMap(new KeyClock(key, ZoneOffset.UTC)::at)
                : Optional.empty();
    }

    private static Optional<ZonedDateTime> time(String id, Optional<Instant> epoch) {
        if (UUID_V7.matcher(id).matches()) {
            return KeyType.UUID.parse(id).map(new KeyClock(KeyType.UUID, ZoneOffset.UTC)::timeOf);
        }
        return epoch.filter(_ -> NUMBER.matcher(id).matches())
                .map(start -> start.plusMillis(Long.parseLong(id) >> BITS_BELOW_TIME_IN_SNOWFLAKE)
                        .atZone(ZoneOffset.UTC));
    }
}
