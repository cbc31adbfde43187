package dev.pgweir.resources.query;

import dev.pgweir.catalog.ColumnType;

/** What has a value for each row that is made of rows of another table. */
public sealed interface RelatedExpression extends Expression {

    /** Whether its values are JSON objects and arrays, which have no equality to group by. */
    default boolean isJson() {
        return switch (this) {
            case Embedded _, Collected _ -> true;
            case Related(var _, var of) -> of instanceof RelatedExpression related && related.isJson();
            case Present _ -> false;
        };
    }

    /**
     * The rows of another table that belong to a row: an object or null where one at most does, else an array of objects.
     *
     * @param embedding what belongs to it
     */
    record Embedded(Embedding embedding) implements RelatedExpression {

        @Override
        public ColumnType type() {
            return ColumnType.of("json");
        }

        @Override
        public boolean nullable() {
            return !embedding.relationship().many();
        }

        @Override
        public String text() {
            return embedding.name() + "(…)";
        }

        @Override
        public String defaultName() {
            return embedding.name();
        }
    }

    /**
     * A value of the one row of another table that belongs to a row, or an aggregate of all that do.
     *
     * @param embedding what belongs to it
     * @param of the value
     */
    record Related(Embedding embedding, Expression of) implements RelatedExpression {

        @Override
        public ColumnType type() {
            return of.type();
        }

        @Override
        public boolean nullable() {
            return true;
        }

        @Override
        public String text() {
            return "%s(%s)".formatted(embedding.name(), of.text());
        }

        @Override
        public String defaultName() {
            return of.defaultName();
        }
    }

    /**
     * An array of one value of each of the rows of another table that belong to a row.
     *
     * @param embedding what belongs to it
     * @param of the value
     */
    record Collected(Embedding embedding, Expression of) implements RelatedExpression {

        @Override
        public ColumnType type() {
            return ColumnType.of("json");
        }

        @Override
        public boolean nullable() {
            return false;
        }

        @Override
        public String text() {
            return "...%s(%s)".formatted(embedding.name(), of.text());
        }

        @Override
        public String defaultName() {
            return of.defaultName();
        }
    }

    /**
     * Whether rows of another table belong to a row.
     *
     * @param embedding which
     */
    record Present(Embedding embedding) implements RelatedExpression {

        @Override
        public ColumnType type() {
            return ColumnType.of("bool");
        }

        @Override
        public boolean nullable() {
            return false;
        }

        @Override
        public String text() {
            return embedding.name();
        }

        @Override
        public String defaultName() {
            return embedding.name();
        }
    }
}
