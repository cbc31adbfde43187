package dev.pgweir.partitions;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.ColumnType;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.temporal.TemporalAmount;
import java.util.Arrays;
import java.util.Optional;

/**
 * The types of partition key whose values can be placed and compared here exactly as the server does it. Each is
 * discrete, so that its values are positions on a line of integers.
 */
public enum KeyType {
    INT2("int2", new KeyCodec.Integers(Short.MIN_VALUE, Short.MAX_VALUE)),
    INT4("int4", new KeyCodec.Integers(Integer.MIN_VALUE, Integer.MAX_VALUE)),
    INT8("int8", new KeyCodec.Integers(Long.MIN_VALUE, Long.MAX_VALUE)),
    DATE("date", new KeyCodec.Days()),
    TIMESTAMP("timestamp", new KeyCodec.Timestamps()),
    TIMESTAMPTZ("timestamptz", new KeyCodec.ZonedTimestamps()),
    UUID("uuid", new KeyCodec.Uuids());

    private final String typeName;

    @SuppressWarnings("ImmutableEnumChecker") // every codec is a record of immutable values
    private final KeyCodec codec;

    KeyType(String typeName, KeyCodec codec) {
        this.typeName = typeName;
        this.codec = codec;
    }

    /** The key type of a column; empty where its values cannot be placed here. */
    public static Optional<KeyType> of(Column column) {
        ColumnType type = column.type();
        return Arrays.stream(values())
                .filter(candidate -> !type.array() && candidate.typeName.equals(type.base()))
                .findFirst();
    }

    /**
     * Reads a value written as a partition bound or in a request.
     *
     * @return empty where the text has no meaning here, although the server may know one: {@code today}, {@code infinity}
     */
    public Optional<KeyValue> parse(String text) {
        return codec.position(text).flatMap(this::at);
    }

    /** The value at a position of the line of all values; empty beyond its ends. */
    public Optional<KeyValue> at(BigInteger position) {
        return position.compareTo(codec.first()) >= 0 && position.compareTo(codec.last()) <= 0
                ? Optional.of(new KeyValue(this, position))
                : Optional.empty();
    }

    String text(BigInteger position) {
        return codec.text(position);
    }

    Optional<KeyValue> later(BigInteger position, TemporalAmount amount) {
        try {
            return at(codec.plus(position, amount));
        } catch (DateTimeException beyondTheCalendar) {
            return Optional.empty();
        }
    }
}
