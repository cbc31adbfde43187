package dev.pgweir.cluster;

/**
 * A position in the write-ahead log, as PostgreSQL's {@code pg_lsn}: an unsigned 64-bit byte offset.
 *
 * @param value the offset
 */
public record Lsn(long value) implements Comparable<Lsn> {

    /** No position: {@code 0/0}. */
    public static final Lsn INVALID = new Lsn(0);

    /**
     * Parses PostgreSQL's text form.
     *
     * @param text two hexadecimal halves, {@code 16/B374D848}
     * @throws IllegalArgumentException where the text has another form
     */
    public static Lsn parse(String text) {
        var slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("not a pg_lsn: " + text);
        }
        var high = Long.parseUnsignedLong(text.substring(0, slash), 16);
        var low = Long.parseUnsignedLong(text.substring(slash + 1), 16);
        return new Lsn(high << 32 | low);
    }

    /** How many bytes of log this position is ahead of {@code other}; negative where it is behind. */
    public long minus(Lsn other) {
        return value - other.value;
    }

    @Override
    public int compareTo(Lsn other) {
        return Long.compareUnsigned(value, other.value);
    }

    @Override
    public String toString() {
        return "%X/%X".formatted(value >>> 32, value & 0xFFFF_FFFFL);
    }
}
