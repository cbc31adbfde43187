package dev.pgweir.lifecycle.policy;

import dev.pgweir.partitions.KeyClock;
import dev.pgweir.partitions.KeyType;
import dev.pgweir.partitions.KeyValue;
import dev.pgweir.partitions.Window;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** The bounds between the partitions of a table. Immutable. */
public sealed interface Grid {

    /** The greatest bound that is not above a key. */
    Optional<KeyValue> floor(KeyValue key);

    /** The lowest bound above a key; empty where the type has none. */
    Optional<KeyValue> next(KeyValue key);

    /** How many seconds, or integers, lie between two keys. */
    long distance(KeyValue from, KeyValue to);

    /** A grid on which the window of a partition lies, if there is one. */
    static Optional<Grid> fitting(Window window, KeyType type) {
        var from = window.from();
        var to = window.to();
        if (from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        Stream<Grid> grids = KeyClock.tellsTime(type)
                ? Arrays.stream(IntervalUnit.values())
                        .map(unit -> new OfCalendar(new KeyClock(type, ZoneOffset.UTC), unit))
                : Stream.of(new OfSteps(
                        type, to.get().position().subtract(from.get().position())));
        return grids.filter(grid -> grid.floor(from.get()).equals(from)
                        && grid.next(from.get()).equals(to))
                .findFirst();
    }

    /** The finest grid of a type. */
    static Grid finest(KeyType type) {
        return KeyClock.tellsTime(type)
                ? new OfCalendar(new KeyClock(type, ZoneOffset.UTC), IntervalUnit.DAY)
                : new OfSteps(type, BigInteger.ONE);
    }

    /**
     * Days, weeks, months, quarters or years.
     *
     * @param clock tells the time by the keys
     * @param unit which of them
     */
    record OfCalendar(KeyClock clock, IntervalUnit unit) implements Grid {

        @Override
        public Optional<KeyValue> floor(KeyValue key) {
            return clock.startOf(unit.floor(clock.day(key)));
        }

        @Override
        public Optional<KeyValue> next(KeyValue key) {
            return clock.startOf(unit.next(clock.day(key)));
        }

        /** The key of a moment. */
        public Optional<KeyValue> at(ZonedDateTime moment) {
            return clock.at(moment);
        }

        @Override
        public long distance(KeyValue from, KeyValue to) {
            return Duration.between(clock.timeOf(from), clock.timeOf(to)).toSeconds();
        }

        Optional<KeyValue> back(KeyValue key, Period period) {
            return clock.at(clock.timeOf(key).minus(period));
        }
    }

    /**
     * Multiples of a number.
     *
     * @param type the type of the keys
     * @param step the number
     */
    record OfSteps(KeyType type, BigInteger step) implements Grid {

        @Override
        public Optional<KeyValue> floor(KeyValue key) {
            return type.at(key.position().subtract(key.position().mod(step)));
        }

        @Override
        public Optional<KeyValue> next(KeyValue key) {
            return type.at(key.position().subtract(key.position().mod(step)).add(step));
        }

        @Override
        public long distance(KeyValue from, KeyValue to) {
            return to.position().subtract(from.position()).longValueExact();
        }

        Optional<KeyValue> back(KeyValue key, BigInteger distance) {
            return type.at(key.position().subtract(distance));
        }
    }
}
