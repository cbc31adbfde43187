package dev.pgweir.partitions;

import dev.pgweir.partitions.KeyCodec.Timestamps;
import dev.pgweir.partitions.KeyCodec.Uuids;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * Tells the time by the keys of a type. Of a UUID, these are the milliseconds that version 7 begins with.
 *
 * @param type one that tells time
 * @param zone where days begin
 */
public record KeyClock(KeyType type, ZoneId zone) {

    public KeyClock {
        if (!tellsTime(type)) {
            throw new IllegalArgumentException(type + " does not tell time");
        }
    }

    /** Whether the values of a type tell time. */
    public static boolean tellsTime(KeyType type) {
        return switch (type) {
            case DATE, TIMESTAMP, TIMESTAMPTZ, UUID -> true;
            case INT2, INT4, INT8 -> false;
        };
    }

    /** The day on which the key lies. */
    public LocalDate day(KeyValue key) {
        return timeOf(key).toLocalDate();
    }

    /** The first key of a day; empty beyond the years 1 to 9999, and for a UUID before 1970. */
    public Optional<KeyValue> startOf(LocalDate day) {
        return at(day.atStartOfDay(zone));
    }

    /** The moment that the key tells. */
    public ZonedDateTime timeOf(KeyValue key) {
        return switch (type) {
            case DATE -> LocalDate.ofEpochDay(key.position().longValueExact()).atStartOfDay(zone);
            case TIMESTAMP ->
                LocalDateTime.ofInstant(Timestamps.instant(key.position()), ZoneOffset.UTC)
                        .atZone(zone);
            case TIMESTAMPTZ -> Timestamps.instant(key.position()).atZone(zone);
            case UUID -> Uuids.instant(key.position()).atZone(zone);
            case INT2, INT4, INT8 -> throw new IllegalStateException();
        };
    }

    /** The lowest key of a moment; empty where the type has none. */
    public Optional<KeyValue> at(ZonedDateTime moment) {
        var local = moment.withZoneSameInstant(zone).toLocalDateTime();
        return type.at(
                switch (type) {
                    case DATE -> BigInteger.valueOf(local.toLocalDate().toEpochDay());
                    case TIMESTAMP -> Timestamps.position(local.toInstant(ZoneOffset.UTC));
                    case TIMESTAMPTZ -> Timestamps.position(moment.toInstant());
                    case UUID -> Uuids.position(moment.toInstant());
                    case INT2, INT4, INT8 -> throw new IllegalStateException();
                });
    }
}
