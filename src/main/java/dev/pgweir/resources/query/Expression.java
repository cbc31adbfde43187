package dev.pgweir.resources.query;

import dev.pgweir.catalog.Column;
import dev.pgweir.catalog.ColumnType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What has a value for each row, or for each group of rows. */
public sealed interface Expression
        permits Expression.Value,
                Expression.JsonPath,
                Expression.Bucket,
                Expression.TextForm,
                Expression.Aggregate,
                Expression.Cast,
                RelatedExpression {

    /** The type of its values. */
    ColumnType type();

    /** Whether it may be null. */
    boolean nullable();

    /** How the query language spells it; different for different expressions over one table. */
    String text();

    /** What an answer calls it where the client gives no name. */
    String defaultName();

    /**
     * A column.
     *
     * @param column the column
     */
    record Value(Column column) implements Expression {

        @Override
        public ColumnType type() {
            return column.type();
        }

        @Override
        public boolean nullable() {
            return column.nullable();
        }

        @Override
        public String text() {
            return column.name();
        }

        @Override
        public String defaultName() {
            return column.name();
        }
    }

    /**
     * A place inside a column's JSON, or inside the JSON that an array or a composite makes.
     *
     * @param column the column
     * @param steps the way there; at least one
     * @param asText whether the value is wanted as text rather than as JSON
     */
    record JsonPath(Column column, List<Step> steps, boolean asText) implements Expression {

        public JsonPath {
            steps = List.copyOf(steps);
        }

        @Override
        public ColumnType type() {
            return ColumnType.of(asText ? "text" : column.type().base().equals("json") ? "json" : "jsonb");
        }

        @Override
        public boolean nullable() {
            return true;
        }

        @Override
        public String text() {
            var last = steps.size() - 1;
            return column.name()
                    + steps.subList(0, last).stream()
                            .map(step -> "->" + step.text())
                            .collect(Collectors.joining())
                    + (asText ? "->>" : "->")
                    + steps.get(last).text();
        }

        @Override
        public String defaultName() {
            return steps.reversed().stream()
                    .filter(step -> !step.index())
                    .map(Step::text)
                    .findFirst()
                    .orElse(column.name());
        }
    }

    /**
     * One step into JSON.
     *
     * @param text a key, or a number
     * @param index whether it is the position in an array, from 0 up, or from -1 down from the end
     */
    record Step(String text, boolean index) {}

    /**
     * The beginning of the calendar unit that a date or time lies in.
     *
     * @param column of type date, timestamp or timestamptz
     * @param unit the unit, in UTC
     */
    record Bucket(Column column, CalendarUnit unit) implements Expression {

        @Override
        public ColumnType type() {
            return ColumnType.of(column.type().base());
        }

        @Override
        public boolean nullable() {
            return column.nullable();
        }

        @Override
        public String text() {
            return "%s.bucket(%s)".formatted(column.name(), unit.word());
        }

        @Override
        public String defaultName() {
            return column.name();
        }
    }

    /**
     * A column's text, ordered byte by byte: it tells values apart that are equal, such as 1.0 and 1.00, and orders those that
     * have no order.
     *
     * @param column the column
     */
    record TextForm(Column column) implements Expression {

        @Override
        public ColumnType type() {
            return ColumnType.of("text");
        }

        @Override
        public boolean nullable() {
            return column.nullable();
        }

        @Override
        public String text() {
            return column.name() + "::text";
        }

        @Override
        public String defaultName() {
            return column.name();
        }
    }

    /**
     * One value of all rows of a group.
     *
     * @param function how it is made
     * @param of what it is made of; empty where the rows themselves are counted
     */
    record Aggregate(AggregateFunction function, Optional<Expression> of) implements Expression {

        @Override
        public ColumnType type() {
            return function.type(of.map(Expression::type));
        }

        @Override
        public boolean nullable() {
            return function != AggregateFunction.COUNT;
        }

        @Override
        public String text() {
            return of.map(argument -> argument.text() + ".").orElse("") + defaultName() + "()";
        }

        @Override
        public String defaultName() {
            return function.name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A value as another type.
     *
     * @param of the value
     * @param type the type
     */
    record Cast(Expression of, ColumnType type) implements Expression {

        @Override
        public boolean nullable() {
            return of.nullable();
        }

        @Override
        public String text() {
            return of.text() + "::" + type.sql();
        }

        @Override
        public String defaultName() {
            return of.defaultName();
        }
    }

    /** Whether it is made of more than the values of a row: of rows of other tables, or by a function. */
    default boolean isOfOthers() {
        return switch (this) {
            case RelatedExpression _ -> true;
            case Value(var column) -> column.isOfFunction();
            case JsonPath path -> path.column().isOfFunction();
            case Bucket(var column, var _) -> column.isOfFunction();
            case TextForm(var column) -> column.isOfFunction();
            case Aggregate(var _, var of) -> of.filter(Expression::isOfOthers).isPresent();
            case Cast(var of, var _) -> of.isOfOthers();
        };
    }

    /** Whether it has one value for a group of rows rather than one for each row. */
    default boolean isAggregate() {
        return switch (this) {
            case Value _, JsonPath _, Bucket _, TextForm _, RelatedExpression _ -> false;
            case Aggregate _ -> true;
            case Cast(var of, var _) -> of.isAggregate();
        };
    }

    /** Whether it is this column and nothing else. */
    default boolean isColumn(Column column) {
        return this instanceof Value(var own) && own.equals(column);
    }
}
