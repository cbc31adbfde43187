package dev.pgweir.partitions.grid;

import dev.pgweir.partitions.KeyType;
import dev.pgweir.partitions.KeyValue;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Tells the time by the keys of a type, which for a UUID of version 7 are the milliseconds it begins with.
 *
 * @param type one that tells time
 * @param zone where days begin
 */
record KeyClock(KeyType type, ZoneId zone) {

    /** The bits of a UUID behind its time. */
    private static final int UUID_REST = 80;

    KeyClock {
        if (!tellsTime(type)) {
            throw new IllegalArgumentException(type + " does not tell time");
        }
    }

    static boolean tellsTime(KeyType type) {
        return switch (type) {
            case DATE, TIMESTAMP, TIMESTAMPTZ, UUID -> true;
            case INT2, INT4, INT8 -> false;
        };
    }

    /** The day on which the key lies. */
    LocalDate day(KeyValue key) {
        return timeOf(key).toLocalDate();
    }

    /** The first key of a day; empty beyond the years 1 to 9999, and for a UUID before 1970. */
    Optional<KeyValue> startOf(LocalDate day) {
        return at(day.atStartOfDay(zone));
    }

    /** When the key's time is. */
    ZonedDateTime timeOf(KeyValue key) {
        return switch (type) {
            case DATE -> LocalDate.ofEpochDay(key.position().longValueExact()).atStartOfDay(zone);
            case TIMESTAMP ->
                LocalDateTime.ofInstant(microseconds(key), ZoneOffset.UTC).atZone(zone);
            case TIMESTAMPTZ -> microseconds(key).atZone(zone);
            case UUID ->
                Instant.ofEpochMilli(key.position().shiftRight(UUID_REST).longValueExact())
                        .atZone(zone);
            case INT2, INT4, INT8 -> throw new IllegalStateException();
        };
    }

    /** The lowest key of a moment. */
    Optional<KeyValue> at(ZonedDateTime moment) {
        var local = moment.withZoneSameInstant(zone).toLocalDateTime();
        return type.at(
                switch (type) {
                    case DATE -> BigInteger.valueOf(local.toLocalDate().toEpochDay());
                    case TIMESTAMP -> microseconds(local.toInstant(ZoneOffset.UTC));
                    case TIMESTAMPTZ -> microseconds(moment.toInstant());
                    case UUID ->
                        BigInteger.valueOf(moment.toInstant().toEpochMilli()).shiftLeft(UUID_REST);
                    case INT2, INT4, INT8 -> throw new IllegalStateException();
                });
    }

    private static Instant microseconds(KeyValue key) {
        return Instant.EPOCH.plus(key.position().longValueExact(), ChronoUnit.MICROS);
    }

    private static BigInteger microseconds(Instant instant) {
        return BigInteger.valueOf(ChronoUnit.MICROS.between(Instant.EPOCH, instant));
    }
}
