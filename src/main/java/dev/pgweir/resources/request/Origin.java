package dev.pgweir.resources.request;

/** The part of a request that something came from. */
public sealed interface Origin {

    /**
     * A parameter of the query string.
     *
     * @param name its name
     */
    record Query(String name) implements Origin {}

    /** The item's key in the path. */
    record Path() implements Origin {}

    /**
     * The body.
     *
     * @param pointer the JSON pointer (RFC 6901) to the place; empty for the whole
     */
    record Body(String pointer) implements Origin {

        /** No place in particular. */
        public static final Body WHOLE = new Body("");

        /** A member of an object. */
        public static Body member(String object, String name) {
            return new Body(object + "/" + name.replace("~", "~0").replace("/", "~1"));
        }
    }

    /**
     * A line of a body that is made of lines.
     *
     * @param number its number; the first is 1
     */
    record Line(long number) implements Origin {}

    /** A header.
     *
     * @param name its name
     */
    record Header(String name) implements Origin {}

    /** Nothing the client said: the gateway made it. */
    record Gateway() implements Origin {}
}
