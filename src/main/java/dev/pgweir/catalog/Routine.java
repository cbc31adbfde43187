package dev.pgweir.catalog;

import dev.pgweir.catalog.Table.Structure;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A function or procedure that the gateway's database role may call.
 *
 * @param schema the schema it lives in
 * @param name its name, which others may have that take other arguments
 * @param kind whether it is a function
 * @param volatility what it may do, as its author has declared
 * @param arguments what it takes, in order; all have names, unless there is one that takes a whole body
 * @param result what it answers
 * @param comment its {@code COMMENT}, if it has one
 */
public record Routine(
        String schema,
        String name,
        Kind kind,
        Volatility volatility,
        List<Argument> arguments,
        Result result,
        Optional<String> comment) {

    public Routine {
        arguments = List.copyOf(arguments);
    }

    /** Sorts of routine. */
    public enum Kind {
        FUNCTION,
        PROCEDURE
    }

    /** What a routine may do (PostgreSQL manual, chapter 36.7). */
    public enum Volatility {
        /** It answers the same for the same arguments for ever. */
        IMMUTABLE,
        /** It only reads. */
        STABLE,
        /** It may write. */
        VOLATILE
    }

    /**
     * Something that a routine takes.
     *
     * @param name its name; empty where it has none
     * @param type its type; where it is variadic, that of the array
     * @param required whether it must be given
     * @param variadic whether it takes any number of values
     */
    public record Argument(String name, ColumnType type, boolean required, boolean variadic) {

        private String word() {
            var word = name.isEmpty() ? type.sql() : name;
            return required ? word : "[" + word + "]";
        }
    }

    /**
     * What a routine answers.
     *
     * @param shape how much of it there is
     * @param rows what its rows are like: as those of a view, under the name of the table whose rows they are, or else of the routine;
     *     values without a name of their own stand in a column of the routine's name
     */
    public record Result(Shape shape, Table rows) {}

    /** How much a routine answers. */
    public enum Shape {
        NOTHING,
        SCALAR,
        SCALARS,
        ROW,
        ROWS;

        /** Whether it is one value or row. */
        public boolean isOfOne() {
            return this == SCALAR || this == ROW;
        }

        /** Whether it is any number of values or rows. */
        public boolean isOfMany() {
            return this == SCALARS || this == ROWS;
        }
    }

    /** The argument of that name. */
    public Optional<Argument> argument(String called) {
        return arguments.stream()
                .filter(argument -> argument.name().equals(called))
                .findFirst();
    }

    /** The argument that takes a whole body, as it has no name. */
    public Optional<Argument> unnamed() {
        return argument("").filter(_ -> arguments.size() == 1);
    }

    /** Whether it answers values rather than rows. */
    public boolean isOfScalars() {
        return result.shape() == Shape.SCALAR || result.shape() == Shape.SCALARS;
    }

    /** Whether it answers records, whose columns only each call tells: as JSON they are values. */
    public boolean isOfRecords() {
        return isOfScalars() && result.rows().columns().getFirst().type().base().equals("record");
    }

    /** How it is called, with what may be left out in brackets. */
    public String signature() {
        return arguments.stream().map(Argument::word).collect(Collectors.joining(", ", name + "(", ")"));
    }

    /** The same, taken for this. */
    public Routine as(Volatility declared) {
        return new Routine(schema, name, kind, declared, arguments, result, comment);
    }

    /** The same, whose rows belong to rows of other tables as those of this table do. */
    Routine answering(Table table) {
        var rows = result.rows();
        var related = new Structure(
                rows.columns(),
                List.of(),
                table.foreignKeys(),
                Optional.empty(),
                table.structure().computed());
        return new Routine(
                schema, name, kind, volatility, arguments, new Result(result.shape(), rows.with(related)), comment);
    }
}
