package dev.pgweir.catalog;

import java.util.List;

/**
 * One partition of a table.
 *
 * @param schema the schema it lives in
 * @param name its name
 * @param bounds which rows it holds
 */
public record Partition(String schema, String name, Bounds bounds) {

    /** Which rows a partition holds. */
    public sealed interface Bounds {

        /**
         * Rows from one tuple of the key's columns, included, up to another, excluded.
         *
         * @param from the lower bound, one part a key column
         * @param to the upper bound, one part a key column
         */
        record Range(List<Bound> from, List<Bound> to) implements Bounds {

            public Range {
                from = List.copyOf(from);
                to = List.copyOf(to);
            }
        }

        /**
         * Rows whose key is one of these values.
         *
         * @param values in PostgreSQL's text form
         * @param holdsNull whether null is one of them too
         */
        record Values(List<String> values, boolean holdsNull) implements Bounds {

            public Values {
                values = List.copyOf(values);
            }
        }

        /**
         * Rows whose key hashes to a remainder.
         *
         * @param modulus the number of classes
         * @param remainder the class
         */
        record Hash(int modulus, int remainder) implements Bounds {}

        /** Rows that no other partition takes. */
        record Rest() implements Bounds {}
    }

    /** One part of a range's bound. */
    public sealed interface Bound {

        /** Below every value. */
        record MinValue() implements Bound {}

        /** Above every value. */
        record MaxValue() implements Bound {}

        /**
         * A value.
         *
         * @param text in PostgreSQL's text form
         */
        record Value(String text) implements Bound {}
    }
}
