package dev.pgweir.resources.request;

import dev.pgweir.catalog.Routine;
import dev.pgweir.catalog.Routine.Argument;
import java.util.List;

/**
 * A call of a routine, whose rows can be read like those of a table.
 *
 * @param routine what is called
 * @param given what is given for its arguments, in their order; the others take their defaults
 */
public record Call(Routine routine, List<Given> given) {

    public Call {
        given = List.copyOf(given);
    }

    /**
     * What is given for an argument.
     *
     * @param origin who to blame where it does not fit
     */
    public record Given(Argument argument, Value value, Origin origin) {}

    /** A value, for the server to read by the type of its argument. */
    public sealed interface Value {

        /** The value's text form. */
        record Text(String text) implements Value {}

        /** The text forms of what a variadic argument takes, one by one. */
        record Texts(List<String> texts) implements Value {

            public Texts {
                texts = List.copyOf(texts);
            }
        }

        /**
         * A value of JSON.
         *
         * @param json it as it came
         * @param scalar whether it is neither an array nor an object
         * @param text a string without its quotes, else the same
         */
        record Json(String json, boolean scalar, String text) implements Value {}

        /** None. */
        record Null() implements Value {}
    }
}
