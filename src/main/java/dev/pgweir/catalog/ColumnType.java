package dev.pgweir.catalog;

import java.util.List;

/**
 * The type of a column.
 *
 * @param sql the type as SQL would write it, with its modifier, quoted where needed: {@code numeric(12,2)}; for a
 *     domain the domain
 * @param base the name in {@code pg_type} of the type itself, of the domain's base type for a domain, and of the
 *     element type for an array: {@code numeric}, {@code int8}, {@code timestamptz}
 * @param array whether it is an array of {@code base}
 * @param kind what sort of type {@code base} is
 * @param labels the labels of an enum, in order; empty for all others
 */
public record ColumnType(String sql, String base, boolean array, Kind kind, List<String> labels) {

    /** Sorts of type, as {@code pg_type.typtype} tells them. */
    public enum Kind {
        BASE,
        ENUM,
        COMPOSITE,
        RANGE,
        MULTIRANGE
    }

    public ColumnType {
        labels = List.copyOf(labels);
    }

    /** A type of the server's own, by its name in {@code pg_type}. */
    public static ColumnType of(String base) {
        return new ColumnType(base, base, false, Kind.BASE, List.of());
    }
}
