package dev.pgweir.resources.item;

import dev.pgweir.partitions.KeyType;
import dev.pgweir.partitions.KeyValue;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Reads the time at which an id was made out of the id itself, where it is of a kind that tells. */
final class IdTime {

    private static final int MILLISECONDS_IN_UUID = 16;
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
        return time(id, epoch).flatMap(time -> switch (key) {
            case DATE -> key.parse(time.toString().substring(0, "2024-01-01".length()));
            case TIMESTAMP -> key.parse(time.toString().replace("Z", ""));
            case TIMESTAMPTZ -> key.parse(time.toString());
            case INT2, INT4, INT8, UUID -> Optional.empty();
        });
    }

    private static Optional<Instant> time(String id, Optional<Instant> epoch) {
        if (UUID_V7.matcher(id).matches()) {
            return Optional.of(
                    Instant.ofEpochMilli(UUID.fromString(id).getMostSignificantBits() >>> MILLISECONDS_IN_UUID));
        }
        return epoch.filter(_ -> NUMBER.matcher(id).matches())
                .map(start -> start.plusMillis(Long.parseLong(id) >> BITS_BELOW_TIME_IN_SNOWFLAKE));
    }
}
