package dev.pgweir.web.header;

/** The header {@code Range} names no rows, since it ends before it begins. Nothing was run. */
public final class RangeNotSatisfiable extends RuntimeException {

    RangeNotSatisfiable(String range) {
        super("the range \"%s\" ends before it begins".formatted(range));
    }
}
