package dev.pgweir.partitions;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAmount;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Maps the text of one type's values to integers, their positions, and back, and keeps their order. Reads only texts that mean
 * the same in every session of the gateway; years are 1 to 9999.
 */
sealed interface KeyCodec {

    /** The position of a value, which may lie outside those of the type; empty where the text is not understood. */
    Optional<BigInteger> position(String text);

    /** The text of the value at a position of the codec. */
    String text(BigInteger position);

    /** The lowest position. */
    BigInteger first();

    /** The highest position. */
    BigInteger last();

    /**
     * The position so much later on the calendar.
     *
     * @throws DateTimeException where the calendar, or a type without one, has no such position
     */
    default BigInteger plus(BigInteger position, TemporalAmount amount) {
        throw new DateTimeException("numbers have no calendar");
    }

    /**
     * Whole numbers.
     *
     * @param first the lowest
     * @param last the highest
     */
    record Integers(BigInteger first, BigInteger last) implements KeyCodec {

        private static final Pattern FORM = Pattern.compile("[+-]?[0-9]{1,20}");

        Integers(long first, long last) {
            this(BigInteger.valueOf(first), BigInteger.valueOf(last));
        }

        @Override
        public Optional<BigInteger> position(String text) {
            return FORM.matcher(text).matches() ? Optional.of(new BigInteger(text)) : Optional.empty();
        }

        @Override
        public String text(BigInteger position) {
            return position.toString();
        }
    }

    /** Days since 1970. */
    record Days() implements KeyCodec {

        private static final int LENGTH = "2024-01-31".length();

        @Override
        public Optional<BigInteger> position(String text) {
            return isDate(text) ? valid(() -> BigInteger.valueOf(date(text).toEpochDay())) : Optional.empty();
        }

        /** Most lists name two: a pattern and a formatter would take ten times as long. */
        static boolean isDate(String text) {
            if (text.length() != LENGTH || text.charAt(4) != '-' || text.charAt(7) != '-') {
                return false;
            }
            for (var i = 0; i < LENGTH; i++) {
                if (i != 4 && i != 7 && (text.charAt(i) < '0' || text.charAt(i) > '9')) {
                    return false;
                }
            }
            return true;
        }

        static LocalDate date(String text) {
            return LocalDate.of(
                    Integer.parseInt(text, 0, 4, 10),
                    Integer.parseInt(text, 5, 7, 10),
                    Integer.parseInt(text, 8, LENGTH, 10));
        }

        @Override
        public String text(BigInteger position) {
            return LocalDate.ofEpochDay(position.longValueExact()).toString();
        }

        @Override
        public BigInteger plus(BigInteger position, TemporalAmount amount) {
            return BigInteger.valueOf(
                    LocalDate.ofEpochDay(position.longValueExact()).plus(amount).toEpochDay());
        }

        @Override
        public BigInteger first() {
            return BigInteger.valueOf(LocalDate.of(1, 1, 1).toEpochDay());
        }

        @Override
        public BigInteger last() {
            return BigInteger.valueOf(LocalDate.of(9999, 12, 31).toEpochDay());
        }
    }

    /** Microseconds since 1970 on a clock without a time zone. */
    record Timestamps() implements KeyCodec {

        static final String FORM = "[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,6})?)?";

        private static final Pattern WITH_TIME = Pattern.compile(FORM);
        private static final DateTimeFormatter TEXT = new DateTimeFormatterBuilder()
                .appendPattern("uuuu-MM-dd HH:mm:ss")
                .appendFraction(ChronoField.MICRO_OF_SECOND, 0, 6, true)
                .toFormatter();

        @Override
        public Optional<BigInteger> position(String text) {
            return switch (text) {
                case String date
                when Days.isDate(date) ->
                    valid(() -> position(Days.date(date).atStartOfDay().toInstant(ZoneOffset.UTC)));
                case String time
                when WITH_TIME.matcher(time).matches() ->
                    valid(() ->
                            position(LocalDateTime.parse(time.replace(' ', 'T')).toInstant(ZoneOffset.UTC)));
                default -> Optional.empty();
            };
        }

        @Override
        public String text(BigInteger position) {
            return TEXT.format(time(position));
        }

        @Override
        public BigInteger plus(BigInteger position, TemporalAmount amount) {
            return position(time(position).plus(amount).toInstant());
        }

        private static OffsetDateTime time(BigInteger position) {
            return instant(position).atOffset(ZoneOffset.UTC);
        }

        @Override
        public BigInteger first() {
            return position(Instant.parse("0001-01-01T00:00:00Z"));
        }

        @Override
        public BigInteger last() {
            return position(Instant.parse("9999-12-31T23:59:59.999999Z"));
        }

        static BigInteger position(Instant instant) {
            return BigInteger.valueOf(ChronoUnit.MICROS.between(Instant.EPOCH, instant));
        }

        static Instant instant(BigInteger position) {
            return Instant.EPOCH.plus(position.longValueExact(), ChronoUnit.MICROS);
        }
    }

    /** Microseconds since 1970 in UTC, which is also the zone of all the gateway's sessions. */
    record ZonedTimestamps() implements KeyCodec {

        private static final Timestamps UTC = new Timestamps();
        private static final Pattern FORM =
                Pattern.compile(Timestamps.FORM + "(Z|[+-][0-9]{2}(:[0-9]{2}(:[0-9]{2})?)?)");
        private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
                .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
                .appendOffset("+HH:mm:ss", "Z")
                .toFormatter();

        @Override
        public Optional<BigInteger> position(String text) {
            return FORM.matcher(text).matches()
                    ? valid(() -> Timestamps.position(
                            OffsetDateTime.parse(text.replace(' ', 'T'), ISO).toInstant()))
                    : UTC.position(text);
        }

        @Override
        public String text(BigInteger position) {
            return UTC.text(position) + "+00";
        }

        @Override
        public BigInteger plus(BigInteger position, TemporalAmount amount) {
            return UTC.plus(position, amount);
        }

        @Override
        public BigInteger first() {
            return UTC.first();
        }

        @Override
        public BigInteger last() {
            return UTC.last();
        }
    }

    /**
     * The 128 bits, without a sign, as the server compares them. The calendar is that of version 7, whose first 48 bits are
     * milliseconds since 1970 (RFC 9562, section 5.7).
     */
    record Uuids() implements KeyCodec {

        private static final int BITS_BELOW_TIME = 80;

        private static final Pattern FORM =
                Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

        @Override
        public Optional<BigInteger> position(String text) {
            return FORM.matcher(text).matches()
                    ? Optional.of(new BigInteger(text.replace("-", ""), 16))
                    : Optional.empty();
        }

        @Override
        public String text(BigInteger position) {
            return new UUID(position.shiftRight(Long.SIZE).longValue(), position.longValue()).toString();
        }

        @Override
        public BigInteger plus(BigInteger position, TemporalAmount amount) {
            return position(
                    instant(position).atOffset(ZoneOffset.UTC).plus(amount).toInstant());
        }

        static BigInteger position(Instant instant) {
            return BigInteger.valueOf(instant.toEpochMilli()).shiftLeft(BITS_BELOW_TIME);
        }

        static Instant instant(BigInteger position) {
            return Instant.ofEpochMilli(position.shiftRight(BITS_BELOW_TIME).longValueExact());
        }

        @Override
        public BigInteger first() {
            return BigInteger.ZERO;
        }

        @Override
        public BigInteger last() {
            return BigInteger.TWO.pow(128).subtract(BigInteger.ONE);
        }
    }

    private static Optional<BigInteger> valid(Supplier<BigInteger> position) {
        try {
            return Optional.of(position.get());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
