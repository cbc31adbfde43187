package dev.pgweir.partitions;

import java.math.BigInteger;
import java.time.temporal.TemporalAmount;
import java.util.Optional;

/**
 * A value of a partition key, ordered as the server orders it. Only values of one type may be compared.
 *
 * @param type the key's type
 * @param position its place on the line of all values: the number itself, days or microseconds since 1970, the 128 bits
 *     of a UUID
 */
public record KeyValue(KeyType type, BigInteger position) implements Comparable<KeyValue> {

    /** The value in PostgreSQL's text form, the same under every session setting. */
    public String text() {
        return type.text(position);
    }

    /** The smallest value above this one; empty above the highest that can be written here. */
    public Optional<KeyValue> next() {
        return type.at(position.add(BigInteger.ONE));
    }

    /** The value so much later on the calendar; empty where the type has no calendar, or the calendar no such value. */
    public Optional<KeyValue> plus(TemporalAmount amount) {
        return type.later(position, amount);
    }

    @Override
    public int compareTo(KeyValue other) {
        if (type != other.type) {
            throw new IllegalArgumentException("cannot compare " + type + " with " + other.type);
        }
        return position.compareTo(other.position);
    }
}
